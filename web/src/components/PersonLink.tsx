import { Link } from '@tanstack/react-router';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';
import classes from './lists/DataTable.module.css';

/** A person's name, leading to them where the viewer may go there. */
export function PersonLink({ id, name }: { id: string; name: string }) {
  const viewer = useViewer();
  if (!mayOpen(viewer, 'users')) return name;
  return (
    <Link to="/users/$userId" params={{ userId: id }} className={classes.link}>
      {name}
    </Link>
  );
}

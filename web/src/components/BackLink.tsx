import { IconArrowLeft } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { useTrail } from '../services/trail';
import classes from './BackLink.module.css';

interface Props {
  label: string;
  /** The list above this page. */
  to: '/deals' | '/approvals' | '/users' | '/roles' | '/customers' | '/webhooks' | '/directories' | '/connections' | '/applications';
}

/** To the list above, as it was left. */
export function BackLink({ label, to }: Props) {
  const { history } = useRouter();
  const trail = useTrail();
  const go = (event: MouseEvent) => {
    // With a key held the browser opens the list beside this page.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.push(trail(to));
  };
  return (
    <a href={to} className={classes.back} onClick={go}>
      <IconArrowLeft size={14} aria-hidden />
      {label}
    </a>
  );
}

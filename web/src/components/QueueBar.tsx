import { useTranslation } from 'react-i18next';
import { useFormats } from '../services/format';
import classes from './QueueBar.module.css';

/** How full a person's queue is: the figures, with a bar beside them. */
export function QueueBar({ load, max }: { load: number; max: number | null }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const share = max ? Math.min(1, load / max) : 0;
  return (
    <span className={classes.queue}>
      <span className={classes.track} aria-hidden>
        <span className={classes.fill} style={{ width: `${share * 100}%` }} />
      </span>
      {max === null ? number(load) : t('why.loadOf', { load, max })}
    </span>
  );
}

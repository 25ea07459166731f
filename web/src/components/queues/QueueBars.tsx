import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { Queue } from '../../services/queues';
import { PersonLink } from '../PersonLink';
import classes from './QueueBars.module.css';
import { useStandIn } from './useStandIn';

/** One bar a person on one scale: filled what they act on, framed what they could. */
export function QueueBars({ queues }: { queues: Queue[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const standIn = useStandIn();
  const most = Math.max(1, ...queues.map(({ load, max }) => Math.max(load, max ?? 0)));
  const share = (deals: number) => `${(100 * deals) / most}%`;
  return (
    <ul className={classes.bars} aria-label={t('queues.title')}>
      {queues.map((queue) => {
        const { id, name, load, max, absent } = queue;
        return (
          <li key={id} className={classes.row} data-full={max !== null && load >= max} data-away={absent}>
            <span className={classes.name}>
              <PersonLink id={id} name={name} />
            </span>
            <span className={classes.track} aria-hidden>
              {max !== null && <span className={classes.room} style={{ width: share(max) }} />}
              <span className={classes.load} style={{ width: share(load) }} />
            </span>
            <span className={classes.figure}>{max === null ? number(load) : t('why.loadOf', { load, max })}</span>
            <Text component="span" size="xs" c="dimmed" className={classes.note}>
              {standIn(queue)}
            </Text>
          </li>
        );
      })}
    </ul>
  );
}

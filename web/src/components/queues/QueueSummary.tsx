import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { QueueTotals } from '../../services/queues';
import classes from './QueueSummary.module.css';

/** The company at a glance: how much is being worked on, and by how many. */
export function QueueSummary({ totals: { load, capacity, full, away } }: { totals: QueueTotals }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const facts = [
    [t('queues.load'), number(load)],
    [t('queues.capacity'), number(capacity)],
    [t('queues.full'), number(full)],
    [t('queues.away'), number(away)],
  ];
  return (
    <dl className={classes.summary}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

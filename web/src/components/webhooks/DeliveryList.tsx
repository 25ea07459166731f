import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import type { Pages } from '../../services/pages';
import type { Delivery } from '../../services/webhooks';
import classes from '../directories/LogList.module.css';
import { DeliveryStateText } from './DeliveryStateText';

interface Props {
  deliveries: Pages<Delivery>;
  openId?: string;
  /** The webhook is told at the moment; nothing is tried while it rests. */
  told: boolean;
  onOpen(id: string): void;
}

/** Deliveries, newest first. */
export function DeliveryList({ deliveries: { rows, hasMore, loading, more }, openId, told, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.frame} tabIndex={0} role="region" aria-label={t('webhooks.sent')}>
      <ul className={classes.list} aria-label={t('webhooks.sent')}>
        {rows.map((delivery) => (
          <li key={delivery.id} className={classes.item} data-open={delivery.id === openId}>
            <button type="button" className={classes.line} onClick={() => onOpen(delivery.id)}>
              <Line delivery={delivery} told={told} />
            </button>
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button variant="subtle" m="sm" onClick={more} loading={loading}>
          {t('list.more')}
        </Button>
      )}
    </div>
  );
}

function Line({ delivery, told }: { delivery: Delivery; told: boolean }) {
  const { moment } = useFormats();
  const names = useNames();
  const answer = useAnswer();
  return (
    <>
      <span className={classes.time}>{moment(delivery.createdAt)}</span>
      <DeliveryStateText delivery={delivery} told={told} />
      <span className={classes.subject}>{names.action(delivery.action)}</span>
      <Text component="span" size="xs" c="dimmed" className={classes.note}>
        {answer(delivery, told)}
      </Text>
    </>
  );
}

/** What came back, in a line, and when it is tried again. */
function useAnswer(): (delivery: Delivery, told: boolean) => string {
  const { t } = useTranslation();
  const { moment } = useFormats();
  return ({ state, status, error, attempts, nextAttemptAt }, told) => {
    if (attempts === 0) return '';
    const came = status > 0 ? t('webhooks.answered', { status }) : error;
    return state === 'QUEUED' && told ? `${came} · ${t('webhooks.nextTry', { instant: moment(nextAttemptAt) })}` : came;
  };
}

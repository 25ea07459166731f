import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { Pages } from '../../services/pages';
import type { LogEvent } from '../../services/provisioning';
import classes from './LogList.module.css';
import { OutcomeText } from './OutcomeText';

interface Props {
  log: Pages<LogEvent>;
  openId?: string;
  onOpen(id: string): void;
}

/** Requests, newest first; what arrives is put on top. */
export function LogList({ log: { rows, hasMore, loading, more }, openId, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.frame} tabIndex={0} role="region" aria-label={t('directories.requests')}>
      <ul className={classes.list} aria-label={t('directories.requests')}>
        {rows.map((event) => (
          <li key={event.id} className={classes.item} data-open={event.id === openId}>
            <button type="button" className={classes.line} onClick={() => onOpen(event.id)}>
              <Line event={event} />
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

function Line({ event }: { event: LogEvent }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { at, method, path, subject, detail, changed, bent, dropped, replayOf } = event;
  const notes = [
    changed.length > 0 && changed.join(', '),
    bent.length > 0 && t('directories.bentCount', { count: bent.length }),
    dropped.length > 0 && t('directories.droppedCount', { count: dropped.length }),
    replayOf && t('directories.aReplay'),
  ].filter(Boolean);
  return (
    <>
      <span className={classes.time}>{moment(at)}</span>
      <OutcomeText event={event} />
      <span className={classes.subject}>{subject || `${method} ${path}`}</span>
      <Text component="span" size="xs" c="dimmed" className={classes.note}>
        {detail || notes.join(' · ')}
      </Text>
    </>
  );
}

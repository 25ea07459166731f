import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../services/format';
import type { HistoryLine } from '../services/history';
import { useNames } from '../services/names';
import type { Pages } from '../services/pages';
import classes from './HistoryList.module.css';
import { HistoryValue } from './HistoryValue';
import { TroubleNotice } from './Notice';

/** What was changed, newest first. */
export function HistoryList({ history }: { history: Pages<HistoryLine> }) {
  const { t } = useTranslation();
  if (history.rows.length === 0) {
    if (history.trouble) return <TroubleNotice trouble={history.trouble} onRetry={history.retry} />;
    return history.loading ? <Skeleton height={96} /> : <Text size="sm" c="dimmed">{t('history.empty')}</Text>;
  }
  return (
    <Stack gap="sm">
      <HistoryLines lines={history.rows} />
      {history.hasMore && (
        <Button variant="subtle" onClick={history.more} loading={history.loading}>
          {t('history.more')}
        </Button>
      )}
    </Stack>
  );
}

/** Lines of history alone. */
export function HistoryLines({ lines }: { lines: readonly HistoryLine[] }) {
  const { t } = useTranslation();
  return (
    <ol className={classes.list} aria-label={t('user.tab.history')}>
      {lines.map((line) => (
        <Line key={line.id} line={line} />
      ))}
    </ol>
  );
}

function Line({ line }: { line: HistoryLine }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const names = useNames();
  return (
    <li className={classes.line}>
      <Text size="sm">
        <Text component="span" fw={500}>
          {names.action(line.action)}
        </Text>
        {line.about && ` · ${line.about.name}`}
        {line.detail && ` · ${names.detail(line.detail)}`}
      </Text>
      <Text size="xs" c="dimmed">
        {instant(line.at)} {t('history.by', { name: line.by })}
      </Text>
      {line.comment && <Text size="sm">{line.comment}</Text>}
      {line.changes.map(({ field, before, after }) => (
        <Text key={field} size="xs" className={classes.change}>
          {t('lists.pair', { label: names.field(field), value: '' })}
          {before !== null && (
            <>
              <del>
                <HistoryValue field={field} value={before} />
              </del>{' '}
              <span aria-hidden>→</span>{' '}
            </>
          )}
          <ins>
            <HistoryValue field={field} value={after} />
          </ins>
        </Text>
      ))}
    </li>
  );
}

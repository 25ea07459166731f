import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { HistoryRow } from '../../services/historyPage';
import { useNames } from '../../services/names';
import classes from '../lists/DataTable.module.css';
import { why } from './why';

/** An entry as a card, where the screen is too narrow for columns. */
export function HistoryCard({ entry }: { entry: HistoryRow }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const names = useNames();
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Link to="/history/$entryId" params={{ entryId: entry.id }} search className={classes.link}>
          {names.action(entry.action)}
        </Link>
        <Text component="span" size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {instant(entry.at)}
        </Text>
      </Group>
      <Text size="sm" truncate>
        {[entry.target.name, entry.about?.name].filter(Boolean).join(' · ') || t(`history.kind.${entry.target.id.split('_')[0]}` as never, { defaultValue: entry.target.id })}
      </Text>
      <Text size="sm" c="dimmed" truncate>
        {[entry.actor.name, why(entry, names)].filter(Boolean).join(' · ')}
      </Text>
    </>
  );
}

import { Badge, Group, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../services/format';
import { moved, seen, takersOf, type MovedLine } from '../../../services/moves';
import { DataTable } from '../../lists/DataTable';
import { RowCard } from '../../lists/RowCard';
import { reassignColumns, useFate } from './reassignColumns';

/** What would become, or became, of each deal: who takes how many, then line by line, what stays first. */
export function ReassignResult({ lines: told, done }: { lines: MovedLine[]; done: boolean }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const fate = useFate();
  // Only what the viewer may see can be named, and moves: of the others there is a count.
  const lines = useMemo(() => told.filter(seen), [told]);
  const hidden = told.length - lines.length;
  const columns = useMemo(() => reassignColumns(t, fate), [t, fate]);
  const sorted = useMemo(() => [...lines].sort((a, b) => Number(moved(a)) - Number(moved(b)) || a.reference.localeCompare(b.reference)), [lines]);
  const takers = useMemo(() => takersOf(lines), [lines]);
  if (told.length === 0) return <Text size="sm">{t('reassign.nothing')}</Text>;
  const moves = lines.filter(moved).length;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500} role="status">
        {t(done ? 'reassign.did' : 'reassign.would', { moves, stays: lines.length - moves })}
      </Text>
      {hidden > 0 && (
        <Text size="sm" c="dimmed">
          {t('reassign.hidden', { hidden })}
        </Text>
      )}
      {takers.length > 0 && (
        <Group component="ul" gap={6} m={0} p={0} aria-label={t('reassign.takers')} style={{ listStyle: 'none' }}>
          {takers.map(({ person, deals }) => (
            <Badge component="li" key={person?.id ?? ''} variant="default" tt="none" fw={500}>
              {t('lists.pair', { label: person?.name ?? t('reassign.waits'), value: number(deals) })}
            </Badge>
          ))}
        </Group>
      )}
      <DataTable snug label={t('reassign.report')} columns={columns} rows={sorted} total={sorted.length} card={(line) => <RowCard name={line.reference}>{fate(line)}</RowCard>} />
    </Stack>
  );
}

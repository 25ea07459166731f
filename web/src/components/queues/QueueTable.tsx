import { Group } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { wholeList } from '../../services/pages';
import type { Queue, QueuesSearch } from '../../services/queues';
import { DataTable } from '../lists/DataTable';
import { RowCard } from '../lists/RowCard';
import { useListView } from '../lists/useListView';
import { PersonLink } from '../PersonLink';
import { queueColumns } from './queueColumns';
import { ReassignIcon } from './ReassignIcon';
import { useStandIn } from './useStandIn';

interface Props {
  queues: Queue[];
  search: QueuesSearch;
  onChange(part: Partial<QueuesSearch>): void;
  onReassign(queue: Queue): void;
}

/** The table behind the bars. */
export function QueueTable({ queues, search, onChange, onReassign }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const standIn = useStandIn();
  const columns = useMemo(() => queueColumns(t, formats, standIn, onReassign), [t, formats, standIn, onReassign]);
  const list = useMemo(() => wholeList(queues), [queues]);
  const { tools, ...view } = useListView({ page: 'queues', list, columns, search, onChange });
  return (
    <>
      <Group justify="flex-end">{tools}</Group>
      <DataTable
        {...view}
        snug
        label={t('queues.title')}
        card={(queue) => (
          <RowCard name={<PersonLink id={queue.id} name={queue.name} />} state={<CardState queue={queue} onReassign={onReassign} />}>
            {t('lists.pair', { label: t('queues.owned'), value: formats.number(queue.owned) })}
            <div>{standIn(queue)}</div>
          </RowCard>
        )}
      />
    </>
  );
}

function CardState({ queue, onReassign }: { queue: Queue; onReassign(queue: Queue): void }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (
    <Group gap={6} wrap="nowrap">
      {queue.max === null ? number(queue.load) : t('why.loadOf', { load: queue.load, max: queue.max })}
      <ReassignIcon name={queue.name} onAsk={() => onReassign(queue)} />
    </Group>
  );
}

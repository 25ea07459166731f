import { VisuallyHidden } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import { roomOf, type Queue } from '../../services/queues';
import { columnsOf, type Columns } from '../lists/columns';
import { PersonLink } from '../PersonLink';
import { ReassignIcon } from './ReassignIcon';

const column = columnsOf<Queue>();

/** The columns of the table behind the bars. */
export function queueColumns(t: TFunction<'console'>, { number }: Formats, standIn: (queue: Queue) => string, onReassign: (queue: Queue) => void): Columns<Queue> {
  return [
    column.accessor('name', { id: 'PERSON', header: t('why.person'), cell: ({ row: { original } }) => <PersonLink id={original.id} name={original.name} />, meta: { track: 'minmax(160px, 1.4fr)' } }),
    column.accessor('load', { id: 'LOAD', header: t('queues.load'), cell: (info) => number(info.getValue()), meta: { track: 'minmax(130px, 0.8fr)', align: 'end' } }),
    column.accessor('max', {
      id: 'MAX',
      header: t('limits.maxCapacity'),
      cell: ({ row: { original } }) => (original.max === null ? t('limits.notSet') : number(original.max)),
      meta: { track: 'minmax(130px, 0.8fr)', align: 'end', text: (max: number | null) => (max === null ? t('limits.notSet') : String(max)) },
    }),
    column.accessor(roomOf, {
      id: 'ROOM',
      header: t('queues.room'),
      cell: (info) => (info.getValue() === null ? '–' : number(info.getValue() as number)),
      meta: { track: 'minmax(90px, 0.6fr)', align: 'end' },
    }),
    column.accessor('owned', { id: 'OWNED', header: t('queues.owned'), cell: (info) => number(info.getValue()), meta: { track: 'minmax(110px, 0.7fr)', align: 'end' } }),
    column.accessor(standIn, { id: 'ABSENCE', header: t('queues.absence'), cell: (info) => info.getValue() || '–', meta: { track: 'minmax(200px, 2fr)' } }),
    column.display({
      id: 'REASSIGN',
      header: () => <VisuallyHidden>{t('reassign.button')}</VisuallyHidden>,
      cell: ({ row: { original } }) => <ReassignIcon name={original.name} onAsk={() => onReassign(original)} />,
      meta: { track: '44px', controls: true },
    }),
  ];
}

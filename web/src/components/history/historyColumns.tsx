import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import type { HistoryRow } from '../../services/historyPage';
import type { Names } from '../../services/names';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { why } from './why';

const column = columnsOf<HistoryRow>();

/** The columns of history, which is always newest first: when, who, what, on what, why. */
export function historyColumns(t: TFunction<'console'>, formats: Formats, names: Names): Columns<HistoryRow> {
  return [
    column.accessor('at', { id: 'AT', enableSorting: false, header: t('history.when'), cell: (info) => formats.moment(info.getValue()), meta: { track: 'minmax(216px, 1fr)' } }),
    column.accessor((row) => row.actor.name, {
      id: 'BY',
      enableSorting: false,
      header: t('history.who'),
      cell: ({ row: { original } }) => (original.onBehalfOf ? t('history.onBehalf', { actor: original.actor.name, person: original.onBehalfOf.name }) : original.actor.name),
      meta: { track: 'minmax(150px, 1.2fr)' },
    }),
    column.accessor('action', {
      id: 'ACTION',
      enableSorting: false,
      header: t('history.what'),
      cell: ({ row }) => (
        <Link to="/history/$entryId" params={{ entryId: row.original.id }} search className={classes.link}>
          {names.action(row.original.action)}
        </Link>
      ),
      meta: { track: 'minmax(190px, 1.4fr)' },
    }),
    column.accessor((row) => row.target.name, {
      id: 'TARGET',
      enableSorting: false,
      header: t('history.target'),
      cell: ({ row: { original } }) => (
        <>
          {original.target.name || <Text component="span" size="sm" c="dimmed">{t(`history.kind.${original.target.id.split('_')[0]}` as never, { defaultValue: original.target.id })}</Text>}
          {original.about && original.about.id !== original.target.id && ` · ${original.about.name}`}
        </>
      ),
      meta: { track: 'minmax(150px, 1.4fr)' },
    }),
    column.accessor((row) => why(row, names), { id: 'WHY', enableSorting: false, header: t('history.why'), meta: { track: 'minmax(160px, 1.6fr)' } }),
  ];
}

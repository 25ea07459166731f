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

/** The columns of history, which comes newest first: when, who, what, on what, why. */
export function historyColumns(t: TFunction<'console'>, formats: Formats, names: Names): Columns<HistoryRow> {
  return [
    column.accessor('at', { id: 'AT', header: t('history.when'), cell: (info) => formats.moment(info.getValue()), meta: { track: 'minmax(216px, 1fr)', text: formats.moment } }),
    column.accessor((row) => whoOf(row, t), {
      id: 'BY',
      header: t('history.who'),
      meta: { track: 'minmax(150px, 1.2fr)' },
    }),
    column.accessor(({ action }) => names.action(action), {
      id: 'ACTION',
      header: t('history.what'),
      cell: ({ row }) => (
        <Link to="/history/$entryId" params={{ entryId: row.original.id }} search className={classes.link}>
          {names.action(row.original.action)}
        </Link>
      ),
      meta: { track: 'minmax(190px, 1.4fr)' },
    }),
    column.accessor((row) => targetOf(row, t), {
      id: 'TARGET',
      header: t('history.target'),
      cell: ({ row: { original }, getValue }) => (
        <Text component="span" inherit c={original.target.name ? undefined : 'dimmed'}>
          {getValue()}
        </Text>
      ),
      meta: { track: 'minmax(150px, 1.4fr)' },
    }),
    column.accessor((row) => why(row, names), { id: 'WHY', header: t('history.why'), meta: { track: 'minmax(160px, 1.6fr)' } }),
  ];
}

/** Who did it, and for whom. */
const whoOf = ({ actor, onBehalfOf }: HistoryRow, t: TFunction<'console'>): string => (onBehalfOf ? t('history.onBehalf', { actor: actor.name, person: onBehalfOf.name }) : actor.name);

/** What it was done to; the kind of what has no name. */
function targetOf({ target, about }: HistoryRow, t: TFunction<'console'>): string {
  const name = target.name || t(`history.kind.${target.id.split('_')[0]}` as never, { defaultValue: target.id });
  return about && about.id !== target.id ? `${name} · ${about.name}` : name;
}

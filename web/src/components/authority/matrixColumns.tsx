import { IconCheck } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { AuthorityRow } from '../../services/authority';
import type { Formats } from '../../services/format';
import { limitNames, type LimitName } from '../../services/limits';
import { columnsOf, type Columns } from '../lists/columns';
import { PersonLink } from '../PersonLink';
import classes from './LimitCell.module.css';
import { LimitCell } from './LimitCell';
import { PresenceText } from './PresenceText';

const column = columnsOf<AuthorityRow>();

interface Parts {
  t: TFunction<'console'>;
  formats: Formats;
  view: 'CONDENSED' | 'EXPANDED';
  rows: readonly AuthorityRow[];
}

/** The columns of the matrix: the limits of the view that counts (LL-5). */
export function matrixColumns({ t, formats, view, rows }: Parts): Columns<AuthorityRow> {
  const unsorted = { enableSorting: false } as const;
  return [
    column.accessor('name', {
      ...unsorted,
      id: 'NAME',
      header: t('why.person'),
      cell: ({ row }) => <PersonLink id={row.original.id} name={row.original.name} />,
      meta: { track: 'minmax(150px, 1.2fr)' },
    }),
    column.accessor('absent', {
      ...unsorted,
      id: 'PRESENT',
      header: t('authority.presence'),
      cell: ({ row }) => <PresenceText row={row.original} />,
      meta: { track: 'minmax(110px, 0.8fr)' },
    }),
    column.accessor('mayApprove', {
      ...unsorted,
      id: 'APPROVES',
      header: t('authority.approves'),
      cell: (info) => info.getValue() && <IconCheck size={16} role="img" aria-label={t('history.yes')} className={classes.check} />,
      meta: { track: 'minmax(90px, 0.5fr)' },
    }),
    ...limitNames(view).map((name) =>
      column.accessor((row) => row.amounts[name].kind, {
        ...unsorted,
        id: name,
        header: t(`limits.${name}`),
        cell: ({ row }) => <LimitCell limit={row.original.amounts[name]} largest={largestOf(rows, name)} />,
        meta: { track: 'minmax(170px, 1.3fr)' },
      }),
    ),
    column.accessor('maxDiscretionBps', {
      ...unsorted,
      id: 'DISCRETION',
      header: t('limits.maxDiscretion'),
      cell: ({ row }) => (row.original.maxDiscretionBps === null ? t('limits.notSet') : formats.percent(row.original.maxDiscretionBps)),
      meta: { track: 'minmax(120px, 0.8fr)' },
    }),
    column.accessor('maxCapacity', {
      ...unsorted,
      id: 'CAPACITY',
      header: t('limits.maxCapacity'),
      cell: ({ row }) => (row.original.maxCapacity === null ? t('limits.notSet') : formats.number(row.original.maxCapacity)),
      meta: { track: 'minmax(110px, 0.7fr)' },
    }),
  ];
}

/** For the length of bars only: a figure that is shown is never a float. */
function largestOf(rows: readonly AuthorityRow[], name: LimitName): number {
  return rows.reduce((most, { amounts }) => {
    const limit = amounts[name];
    return limit.kind === 'AMOUNT' ? Math.max(most, Number(limit.money.amount)) : most;
  }, 0);
}

import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import type { OrgHit } from '../../services/orgFinding';
import { columnsOf, type Columns } from '../lists/columns';
import { ManagerCell } from '../people/ManagerCell';
import { PersonLink } from '../PersonLink';

/** A row of the table: a line of the tree, or somebody whom a search found. */
export type OrgRow = OrgHit;

const column = columnsOf<OrgRow>();

export const stateOf = ({ active }: OrgRow, t: TFunction<'console'>): string => t(active ? 'status.ACTIVE' : 'status.INACTIVE');

/** The columns of the organisation: everybody, and to whom they report. */
export function orgColumns(t: TFunction<'console'>, { number }: Formats): Columns<OrgRow> {
  return [
    column.accessor('name', { id: 'PERSON', header: t('why.person'), cell: ({ row: { original } }) => <PersonLink id={original.id} name={original.name} />, meta: { track: 'minmax(160px, 1.4fr)' } }),
    column.accessor('title', { id: 'TITLE', header: t('user.jobTitle'), cell: (info) => info.getValue() || '–', meta: { track: 'minmax(120px, 1fr)' } }),
    column.accessor(({ manager }) => manager?.name ?? '', { id: 'MANAGER', header: t('users.column.manager'), cell: ({ row: { original } }) => <ManagerCell manager={original.manager} />, meta: { track: 'minmax(170px, 1.4fr)' } }),
    column.accessor('reports', { id: 'REPORTS', header: t('user.reports'), cell: (info) => number(info.getValue()), meta: { track: 'minmax(130px, 0.7fr)', align: 'end' } }),
    column.accessor((row) => stateOf(row, t), { id: 'STATUS', header: t('users.column.status'), meta: { track: 'minmax(90px, 0.6fr)' } }),
  ];
}

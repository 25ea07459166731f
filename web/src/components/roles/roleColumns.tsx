import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import type { Names } from '../../services/names';
import type { RoleRow } from '../../services/roles';
import { AbilityButton } from '../AbilityButton';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';

const column = columnsOf<RoleRow>();

interface Words {
  t: TFunction<'console'>;
  formats: Formats;
  names: Names;
}

/** The columns of roles: how many hold each, and what its holders may grant. */
export function roleColumns({ t, formats: { number }, names }: Words, onCopy: (id: string) => void): Columns<RoleRow> {
  return [
    column.accessor(({ name }) => names.role(name), {
      id: 'ROLE',
      header: t('roles.column.role'),
      cell: ({ row: { original } }) => <RoleLink role={original} names={names} />,
      meta: { track: 'minmax(170px, 1.4fr)' },
    }),
    column.accessor(({ preset }) => t(preset ? 'roles.kind.preset' : 'roles.kind.own'), { id: 'KIND', header: t('roles.column.kind'), meta: { track: 'minmax(90px, 0.7fr)' } }),
    column.accessor('members', { id: 'PEOPLE', header: t('roles.column.people'), cell: (info) => number(info.getValue()), meta: { track: 'minmax(80px, 0.5fr)', align: 'end' } }),
    column.accessor(({ permissions }) => permissions.length, { id: 'PERMISSIONS', header: t('roles.column.permissions'), cell: (info) => number(info.getValue()), meta: { track: 'minmax(110px, 0.6fr)', align: 'end' } }),
    column.accessor((role) => grantsOf(role, t, names), { id: 'GRANTS', header: t('roles.column.grants'), cell: (info) => info.getValue() || '–', meta: { track: 'minmax(160px, 2fr)' } }),
    column.display({
      id: 'MENU',
      header: t('people.column.menu'),
      cell: ({ row: { original } }) => <AbilityButton ability={original.can('copy')} label={t('roles.copy')} size="compact-xs" onClick={() => onCopy(original.id)} />,
      meta: { track: '110px', align: 'end', controls: true },
    }),
  ];
}

/** What holders of a role may grant, in words. */
export const grantsOf = ({ grants }: RoleRow, t: TFunction<'console'>, names: Names): string => (grants.includes('*') ? t('roles.grantsAll') : grants.map(names.role).join(', '));

export const RoleLink = ({ role: { id, name }, names }: { role: RoleRow; names: Names }) => (
  <Link to="/roles/$roleId" params={{ roleId: id }} className={classes.link}>
    {names.role(name)}
  </Link>
);

import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import type { Names } from '../../services/names';
import type { UserRow } from '../../services/users';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { ManagerCell } from './ManagerCell';
import { Status } from '../Status';

const column = columnsOf<UserRow>();

/** The columns of the user list. A column's id is the field that the list is sorted by. */
export function userColumns(t: TFunction<'console'>, formats: Formats, names: Names): Columns<UserRow> {
  return [
    column.accessor('firstName', {
      id: 'FIRST_NAME',
      header: t('users.column.firstName'),
      cell: ({ row }) => (
        <Link to="/users/$userId" params={{ userId: row.original.id }} search className={classes.link} aria-label={row.original.name}>
          {row.original.firstName || '–'}
        </Link>
      ),
      meta: { track: 'minmax(110px, 1fr)' },
    }),
    column.accessor('lastName', { id: 'LAST_NAME', header: t('users.column.lastName'), meta: { track: 'minmax(110px, 1fr)' } }),
    column.accessor('email', { id: 'EMAIL', header: t('users.column.email'), meta: { track: 'minmax(200px, 1.7fr)' } }),
    column.accessor((user) => user.roles.map(({ name }) => names.role(name)).join(', '), {
      id: 'ROLES',
      header: t('users.column.roles'),
      enableSorting: false,
      cell: (info) => info.getValue() || <Text component="span" size="sm" c="dimmed">{t('users.noRoles')}</Text>,
      meta: { track: 'minmax(130px, 1.2fr)' },
    }),
    column.accessor((user) => user.manager?.name ?? '', {
      id: 'MANAGER',
      header: t('users.column.manager'),
      cell: ({ row }) => <ManagerCell manager={row.original.manager} />,
      meta: { track: 'minmax(150px, 1.2fr)' },
    }),
    column.accessor('active', {
      id: 'STATUS',
      enableSorting: false,
      header: t('users.column.status'),
      cell: (info) => <UserStatus active={info.getValue()} t={t} />,
      meta: { track: 'minmax(84px, 0.7fr)', text: (active: boolean) => t(active ? 'status.ACTIVE' : 'status.INACTIVE') },
    }),
    column.accessor('source', {
      id: 'SOURCE',
      enableSorting: false,
      header: t('users.column.source'),
      cell: ({ row }) => t(`source.${row.original.source}`),
      meta: { track: 'minmax(84px, 0.7fr)', text: (source: UserRow['source']) => t(`source.${source}`) },
    }),
    column.accessor('lastSignIn', {
      id: 'LAST_SIGN_IN',
      enableSorting: false,
      header: t('users.column.lastSignIn'),
      cell: (info) => {
        const at = info.getValue();
        return at ? formats.day(at) : <Text component="span" size="sm" c="dimmed">{t('users.never')}</Text>;
      },
      meta: { track: 'minmax(110px, 0.9fr)' },
    }),
  ];
}

function UserStatus({ active, t }: { active: boolean; t: TFunction<'console'> }) {
  return <Status tone={active ? 'good' : 'quiet'}>{t(active ? 'status.ACTIVE' : 'status.INACTIVE')}</Status>;
}

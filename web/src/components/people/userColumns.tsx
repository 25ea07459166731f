import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import type { Names } from '../../services/names';
import type { UserRow } from '../../services/users';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { AutoAssignCell } from './AutoAssignCell';
import { InlineManager } from './InlineManager';
import { InlineRoles } from './InlineRoles';
import { StatusCell, statusText } from './StatusCell';
import { UserMenu } from './UserMenu';

const column = columnsOf<UserRow>();

/** Columns that stay away until somebody wants them. */
export const shyColumns = 'TITLE,PHONE,SOURCE,CREATED_AT';

/** The columns of the user list. A column's id is the field that the list is sorted by. */
export function userColumns(t: TFunction<'console'>, formats: Formats, names: Names): Columns<UserRow> {
  const day = (at: string | null) => (at ? formats.day(at) : t('users.never'));
  return [
    column.accessor('firstName', {
      id: 'FIRST_NAME',
      header: t('users.column.firstName'),
      cell: ({ row }) => (
        <Link to="/users/$userId" params={{ userId: row.original.id }} search className={classes.link} aria-label={row.original.name}>
          {row.original.firstName || '–'}
        </Link>
      ),
      meta: { track: 'minmax(84px, 0.9fr)' },
    }),
    column.accessor('lastName', { id: 'LAST_NAME', header: t('users.column.lastName'), meta: { track: 'minmax(84px, 0.9fr)' } }),
    column.accessor('email', { id: 'EMAIL', header: t('users.column.email'), meta: { track: 'minmax(152px, 1.8fr)' } }),
    column.accessor('title', { id: 'TITLE', header: t('user.jobTitle'), meta: { track: 'minmax(120px, 1fr)' } }),
    column.accessor('phone', { id: 'PHONE', header: t('user.phone'), meta: { track: 'minmax(120px, 0.9fr)' } }),
    column.accessor((user) => [...new Set(user.roles.map(({ name }) => names.role(name)))].join(', '), {
      id: 'ROLES',
      header: t('users.column.roles'),
      enableSorting: false,
      cell: ({ row }) => <InlineRoles user={row.original} />,
      meta: { track: 'minmax(104px, 1.1fr)' },
    }),
    column.accessor((user) => user.manager?.name ?? '', {
      id: 'MANAGER',
      header: t('users.column.manager'),
      cell: ({ row }) => <InlineManager user={row.original} />,
      meta: { track: 'minmax(168px, 1.3fr)' },
    }),
    column.accessor((user) => user.autoAssign, {
      id: 'AUTO_ASSIGN',
      header: t('people.column.auto'),
      enableSorting: false,
      cell: ({ row }) => <AutoAssignCell user={row.original} />,
      meta: { track: 'minmax(84px, 0.6fr)', text: (on: boolean | null) => (on === null ? '' : t(on ? 'people.yes' : 'people.no')) },
    }),
    column.accessor((user) => statusText(user, t), {
      id: 'STATUS',
      header: t('users.column.status'),
      cell: ({ row }) => <StatusCell user={row.original} />,
      meta: { track: 'minmax(100px, 0.8fr)' },
    }),
    column.accessor('source', {
      id: 'SOURCE',
      header: t('users.column.source'),
      cell: ({ row }) => t(`source.${row.original.source}`),
      meta: { track: 'minmax(84px, 0.7fr)', text: (source: UserRow['source']) => t(`source.${source}`) },
    }),
    column.accessor('lastSignIn', {
      id: 'LAST_LOGIN_AT',
      header: t('users.column.lastSignIn'),
      cell: (info) => (info.getValue() ? day(info.getValue()) : <Text component="span" size="sm" c="dimmed">{t('users.never')}</Text>),
      meta: { track: 'minmax(122px, 0.8fr)', text: day },
    }),
    column.accessor('createdAt', {
      id: 'CREATED_AT',
      header: t('people.column.created'),
      cell: (info) => day(info.getValue()),
      meta: { track: 'minmax(100px, 0.8fr)', text: day },
    }),
    column.display({
      id: 'MENU',
      header: t('people.column.menu'),
      cell: ({ row }) => <UserMenu user={row.original} />,
      meta: { track: '30px', controls: true },
    }),
  ];
}

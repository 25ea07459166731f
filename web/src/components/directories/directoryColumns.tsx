import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { DirectoryRow } from '../../services/directories';
import type { Formats } from '../../services/format';
import { columnsOf, type Columns } from '../lists/columns';
import table from '../lists/DataTable.module.css';
import classes from '../Cards.module.css';
import { dialectName } from './idps';
import { StateText } from './StateText';

const column = columnsOf<DirectoryRow>();

/** The columns of directories: how each does at a glance. */
export function directoryColumns(t: TFunction<'console'>, formats: Formats): Columns<DirectoryRow> {
  const { number, instant, percent } = formats;
  return [
    column.accessor('name', { id: 'NAME', header: t('directories.name'), cell: ({ row }) => <DirectoryLink directory={row.original} />, meta: { track: 'minmax(150px, 1.2fr)' } }),
    column.accessor((directory) => t(`directories.state.${directory.enabled ? directory.state : 'OFF'}`), {
      id: 'STATE',
      header: t('lists.column.state'),
      cell: ({ row }) => <StateText directory={row.original} />,
      meta: { track: 'minmax(110px, 0.7fr)' },
    }),
    column.accessor(({ dialect }) => (dialect ? dialectName(dialect) : ''), { id: 'DIALECT', header: t('directories.column.dialect'), cell: (info) => info.getValue() || '–', meta: { track: 'minmax(130px, 0.9fr)' } }),
    column.accessor('userCount', { id: 'PEOPLE', header: t('directories.column.people'), cell: (info) => number(info.getValue()), meta: { track: 'minmax(80px, 0.5fr)', align: 'end' } }),
    column.accessor('groupCount', { id: 'GROUPS', header: t('directories.column.groups'), cell: (info) => number(info.getValue()), meta: { track: 'minmax(80px, 0.5fr)', align: 'end' } }),
    column.accessor(({ health }) => health.lastRequestAt ?? '', {
      id: 'REQUEST',
      header: t('directories.lastRequestLabel'),
      cell: ({ row: { original } }) => (original.health.lastRequestAt ? instant(original.health.lastRequestAt) : t('directories.noRequest')),
      meta: { track: 'minmax(170px, 1.1fr)' },
    }),
    column.accessor(({ health }) => health.failures, {
      id: 'FAILURES',
      header: t('directories.column.failures'),
      cell: ({ row: { original: { health } } }) => (health.failures === 0 ? '–' : `${number(health.failures)} (${percent(Math.round(health.failureShare * 10_000))})`),
      meta: { track: 'minmax(110px, 0.7fr)', align: 'end' },
    }),
    column.accessor((directory) => attention(directory, t), {
      id: 'ATTENTION',
      header: t('lists.column.attention'),
      cell: (info) => (info.getValue() ? <Text component="span" size="sm" className={classes.warning}>{info.getValue()}</Text> : '–'),
      meta: { track: 'minmax(170px, 1.6fr)' },
    }),
  ];
}

/** What somebody should look at: a brake that stands, a quarantine near, accounts to hand over. */
export function attention({ openBrake, conflictCount, health: { quarantine } }: DirectoryRow, t: TFunction<'console'>): string {
  return [
    openBrake && t('directories.brake.short', { count: openBrake.peopleCount }),
    quarantine !== 'NONE' && t(`directories.quarantine.${quarantine}`),
    conflictCount > 0 && t('directories.conflictCount', { count: conflictCount }),
  ]
    .filter(Boolean)
    .join(' · ');
}

export const DirectoryLink = ({ directory: { id, name } }: { directory: DirectoryRow }) => (
  <Link to="/directories/$directoryId" params={{ directoryId: id }} className={table.link}>
    {name}
  </Link>
);

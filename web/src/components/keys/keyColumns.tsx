import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import type { KeyRow } from '../../services/keys';
import type { Names } from '../../services/names';
import { columnsOf, type Columns } from '../lists/columns';
import { PersonLink } from '../PersonLink';
import classes from './keys.module.css';
import { RevokeKey } from './RevokeKey';

const column = columnsOf<KeyRow>();

interface Words {
  t: TFunction<'console'>;
  formats: Formats;
  names: Names;
}

/** The columns of keys: what each may do, who answers for it, and when it was used last. */
export function keyColumns(words: Words, onReplace: (key: KeyRow) => void): Columns<KeyRow> {
  const { t, formats } = words;
  return [
    column.accessor('name', { id: 'NAME', header: t('apiKeys.key'), cell: ({ row: { original } }) => <KeyName row={original} />, meta: { track: 'minmax(150px, 1.5fr)' } }),
    column.accessor(({ kind }) => t(`apiKeys.kinds.${kind}`), { id: 'KIND', header: t('apiKeys.kind'), meta: { track: 'minmax(76px, 0.6fr)' } }),
    column.accessor((row) => mayOf(row, words), { id: 'ROLES', header: t('apiKeys.may'), cell: (info) => info.getValue() || '–', meta: { track: 'minmax(120px, 1.2fr)' } }),
    column.accessor(({ user }) => user?.name ?? '', {
      id: 'PERSON',
      header: t('apiKeys.responsible'),
      cell: ({ row: { original } }) => <Responsible row={original} />,
      meta: { track: 'minmax(120px, 1.1fr)' },
    }),
    column.accessor(({ lastUsedAt }) => lastUsedAt ?? '', {
      id: 'USED',
      header: t('apiKeys.used'),
      cell: ({ row: { original } }) => (original.lastUsedAt ? formats.instant(original.lastUsedAt) : t('users.never')),
      meta: { track: 'minmax(160px, 1fr)' },
    }),
    column.accessor(({ revokedAt, expiresAt }) => revokedAt ?? expiresAt ?? '', {
      id: 'ENDS',
      header: t('apiKeys.ends'),
      cell: ({ row: { original } }) => endOf(original, words),
      meta: { track: 'minmax(96px, 0.8fr)', text: (_: string, row: KeyRow) => endOf(row, words) },
    }),
    column.display({
      id: 'MENU',
      header: t('people.column.menu'),
      cell: ({ row: { original } }) => original.active && <Controls row={original} t={t} onReplace={onReplace} />,
      meta: { track: '190px', controls: true },
    }),
  ];
}

/** What a key may do, in words. */
export const mayOf = ({ kind, roles }: KeyRow, { t, names }: Words): string => (kind === 'PERSONAL' ? t('apiKeys.asPerson') : roles.map(({ name }) => names.role(name)).join(', '));

/** When a key ended, or will. */
export function endOf({ revokedAt, expiresAt }: KeyRow, { t, formats: { day } }: Words): string {
  if (revokedAt) return t('apiKeys.revokedOn', { day: day(revokedAt) });
  return expiresAt ? day(expiresAt) : t('apiKeys.never');
}

export const KeyName = ({ row: { name, hint } }: { row: KeyRow }) => (
  <>
    {name}{' '}
    <Text component="span" size="xs" c="dimmed" ff="monospace">
      {hint}…
    </Text>
  </>
);

function Responsible({ row: { user, warnings } }: { row: KeyRow }) {
  return (
    <>
      {user ? <PersonLink {...user} /> : '–'}
      {warnings.map(({ code, message }) => (
        <span key={code} className={classes.warning} title={message}>
          <IconAlertTriangleFilled size={13} aria-hidden /> {message}
        </span>
      ))}
    </>
  );
}

export function Controls({ row, t, onReplace }: { row: KeyRow; t: TFunction<'console'>; onReplace(key: KeyRow): void }) {
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      <Button size="compact-xs" variant="default" onClick={() => onReplace(row)} aria-label={t('apiKeys.replace', { name: row.name })}>
        {t('apiKeys.rotate')}
      </Button>
      <RevokeKey row={row} />
    </Group>
  );
}

import { Button, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { Formats } from '../../../services/format';
import type { Reserved } from '../../../services/reserved';
import { columnsOf, type Columns } from '../../lists/columns';

const column = columnsOf<Reserved>();

/** The columns of reserved addresses: which, whose, since when. */
export function reservedColumns(t: TFunction<'console'>, { instant }: Formats, onRelease: (row: Reserved) => void): Columns<Reserved> {
  return [
    column.accessor((row) => addressOf(row, t), { id: 'EMAIL', header: t('reserved.email'), cell: ({ row: { original } }) => <Address row={original} t={t} />, meta: { track: 'minmax(200px, 1.6fr)' } }),
    column.accessor((row) => row.name ?? t('reserved.erased'), { id: 'PERSON', header: t('reserved.person'), meta: { track: 'minmax(140px, 1.2fr)' } }),
    column.accessor('reservedAt', { id: 'SINCE', header: t('reserved.since'), cell: (info) => instant(info.getValue()), meta: { track: 'minmax(170px, 1fr)', text: (at: string) => instant(at) } }),
    column.display({
      id: 'MENU',
      header: t('people.column.menu'),
      cell: ({ row: { original } }) => <Release row={original} t={t} onRelease={onRelease} />,
      meta: { track: '120px', controls: true },
    }),
  ];
}

/** The address as a list names it; of somebody erased none is kept. */
export const addressOf = ({ email }: Reserved, t: TFunction<'console'>): string => email ?? t('reserved.gone');

export function Address({ row, t }: { row: Reserved; t: TFunction<'console'> }) {
  if (row.email) return row.email;
  return (
    <Text component="span" size="sm" c="dimmed" title={t('reserved.goneHint')}>
      {t('reserved.gone')}
    </Text>
  );
}

interface ReleaseProps {
  row: Reserved;
  t: TFunction<'console'>;
  onRelease(row: Reserved): void;
}

export function Release({ row, t, onRelease }: ReleaseProps) {
  return (
    <Button size="compact-xs" variant="default" aria-label={t('reserved.releaseOf', { email: addressOf(row, t) })} onClick={() => onRelease(row)}>
      {t('reserved.release')}
    </Button>
  );
}

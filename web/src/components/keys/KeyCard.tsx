import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { KeyRow } from '../../services/keys';
import { useNames } from '../../services/names';
import { RowCard } from '../lists/RowCard';
import { Controls, KeyName, mayOf } from './keyColumns';

/** A key as a card, where the screen is too narrow for columns. */
export function KeyCard({ row, onReplace }: { row: KeyRow; onReplace(key: KeyRow): void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useNames();
  return (
    <RowCard name={<KeyName row={row} />} state={row.active && <Controls row={row} t={t} onReplace={onReplace} />}>
      {t(`apiKeys.kinds.${row.kind}`)} · {mayOf(row, { t, formats, names }) || '–'}
      <Text size="sm" truncate>
        {t('lists.pair', { label: t('apiKeys.used'), value: row.lastUsedAt ? formats.instant(row.lastUsedAt) : t('users.never') })}
      </Text>
    </RowCard>
  );
}

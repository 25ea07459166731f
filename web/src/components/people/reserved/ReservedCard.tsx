import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../services/format';
import type { Reserved } from '../../../services/reserved';
import { RowCard } from '../../lists/RowCard';
import { Address, Release } from './reservedColumns';

/** A reserved address as a card, where the screen is too narrow for columns. */
export function ReservedCard({ row, onRelease }: { row: Reserved; onRelease(row: Reserved): void }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  return (
    <RowCard name={<Address row={row} t={t} />} state={<Release row={row} t={t} onRelease={onRelease} />}>
      <div>{row.name ?? t('reserved.erased')}</div>
      <div>{t('lists.pair', { label: t('reserved.since'), value: instant(row.reservedAt) })}</div>
    </RowCard>
  );
}

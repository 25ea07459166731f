import { ActionIcon, Select } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { books, categories, type TypedFacility } from '../../services/figures';
import { useNames } from '../../services/names';
import { AmountField } from './AmountField';
import classes from './FacilityRow.module.css';

interface Props {
  place: number;
  facility: TypedFacility;
  currency: string;
  wrong: boolean;
  onChange(part: Partial<TypedFacility>): void;
  onRemove(): void;
}

/** One facility: category, book and amount. */
export function FacilityRow({ place, facility, currency, wrong, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <div role="group" aria-label={t('deal.facility.nth', { place })} className={classes.box}>
      <div className={classes.row}>
        <Select
          aria-label={t('deal.facility.category')}
          data={categories.map((value) => ({ value, label: names.category(value) }))}
          value={facility.category}
          onChange={(category) => category && onChange({ category })}
          allowDeselect={false}
        />
        <Select
          aria-label={t('deal.facility.book')}
          data={books.map((value) => ({ value, label: names.book(value) }))}
          value={facility.book}
          onChange={(book) => book && onChange({ book })}
          allowDeselect={false}
        />
        <AmountField
          label={t('deal.facility.amount')}
          shown={false}
          currency={currency}
          value={facility.typed}
          wrong={wrong}
          onChange={(typed) => onChange({ typed })}
        />
        <ActionIcon variant="subtle" color="gray" aria-label={t('deal.facility.remove', { place })} onClick={onRemove}>
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
}

import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBrokers, useProducts, type Lookup } from '../../../services/catalogue';
import { languagesOfDeals, locations, propertyTypes, useNames } from '../../../services/names';
import { ChoiceField } from '../ChoiceField';
import type { ListsWish } from './kinds';
import { Touched } from './Touched';

interface Props {
  wish: ListsWish;
  onChange(wish: ListsWish): void;
}

const useAllProducts: Lookup = (search) => useProducts(search, null);

/** Which deals all of them take: each list that is ticked becomes exactly this. */
export function ListsWishes({ wish, onChange }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const touched = (key: keyof ListsWish) => ({
    label: t(`preferences.${key}`),
    touched: wish[key] !== undefined,
    onTouch: (on: boolean) => onChange({ ...wish, [key]: on ? [] : undefined }),
  });
  const literal = (key: 'locations' | 'languages' | 'propertyTypes', values: readonly string[], name: (value: string) => string) => (
    <Touched {...touched(key)}>
      <MultiSelect
        aria-label={t(`preferences.${key}`)}
        placeholder={wish[key]?.length ? undefined : t('preferences.anything')}
        data={values.map((value) => ({ value, label: name(value) }))}
        value={wish[key] ?? []}
        onChange={(value) => onChange({ ...wish, [key]: value })}
        searchable
        hidePickedOptions
      />
    </Touched>
  );
  const looked = (key: 'products' | 'brokers', useLookup: Lookup) => (
    <Touched {...touched(key)}>
      <ChoiceField label={t(`preferences.${key}`)} unseen value={wish[key] ?? []} useLookup={useLookup} onChange={(value) => onChange({ ...wish, [key]: value })} readOnly={false} />
    </Touched>
  );
  return (
    <>
      {literal('locations', locations, names.province)}
      {literal('languages', languagesOfDeals, names.language)}
      {literal('propertyTypes', propertyTypes, names.propertyType)}
      {looked('products', useAllProducts)}
      {looked('brokers', useBrokers)}
    </>
  );
}

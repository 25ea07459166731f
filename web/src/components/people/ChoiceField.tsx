import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lookup } from '../../services/catalogue';
import type { Choice } from '../../services/preferences';

interface Props {
  label: string;
  /** Something beside the field shows its label already. */
  unseen?: boolean;
  value: Choice[];
  useLookup: Lookup;
  onChange(value: Choice[]): void;
  readOnly: boolean;
}

/** Picks from a catalogue that is searched at the server; what is picked stays listed. */
export function ChoiceField({ label, unseen = false, value, useLookup, onChange, readOnly }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 180);
  const found = useLookup(search);
  const known = new Map([...found, ...value].map((choice) => [choice.id, choice]));
  const data = [...known.values()].map(({ id, name, verified }) => ({
    value: id,
    label: verified === false ? `${name} (${t('preferences.notVerified')})` : name,
    disabled: verified === false,
  }));
  return (
    <MultiSelect
      {...(unseen ? { 'aria-label': label } : { label })}
      placeholder={value.length === 0 ? t('preferences.anything') : undefined}
      data={data}
      value={value.map(({ id }) => id)}
      onChange={(ids) => onChange(ids.flatMap((id) => known.get(id) ?? []))}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t('list.nothingFound')}
      readOnly={readOnly}
      searchable
      hidePickedOptions
    />
  );
}

import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistoryPeople, useNameOf } from '../services/historyPage';

interface Props {
  label: string;
  /** Shown while nobody is chosen. */
  anybody: string;
  value: string | undefined;
  onChange(id: string | undefined): void;
}

/** Narrows a list by somebody, also by people who are inactive by now. */
export function PersonFilter({ label, anybody, value, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 180);
  const name = useNameOf(value);
  const found = useHistoryPeople(search === name ? '' : search);
  const known = new Map(found.map((person) => [person.id, `${person.name} (${person.email})`]));
  if (value && !known.has(value)) known.set(value, name ?? value);
  return (
    <Select
      aria-label={label}
      placeholder={anybody}
      data={[...known].map(([id, told]) => ({ value: id, label: told }))}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      searchValue={typed}
      onSearchChange={setTyped}
      // The server searches; what it found is shown.
      filter={({ options }) => options}
      nothingFoundMessage={t('list.nothingFound')}
      w={{ base: '100%', xs: 220 }}
      searchable
      clearable
    />
  );
}

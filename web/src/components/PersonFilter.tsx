import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistoryPeople, useNameOf } from '../../services/historyPage';

interface Props {
  value: string | undefined;
  onChange(id: string | undefined): void;
}

/** Whose entries: as who acted, for whom, or whom it was about; also of people who are inactive. */
export function HistoryPersonField({ value, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 180);
  const name = useNameOf(value);
  const found = useHistoryPeople(search === name ? '' : search);
  const known = new Map(found.map((person) => [person.id, `${person.name} (${person.email})`]));
  if (value && !known.has(value)) known.set(value, name ?? value);
  return (
    <Select
      aria-label={t('history.person')}
      placeholder={t('history.anyPerson')}
      data={[...known].map(([id, label]) => ({ value: id, label }))}
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

import { Group, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDelegates } from '../services/delegates';
import { useFormats } from '../services/format';
import { fullNameOf, namesAmong, type Person } from '../services/person';
import classes from './PersonField.module.css';
import { RoleFunnel } from './RoleFunnel';

interface Props {
  label: string;
  description?: string;
  error?: string;
  value: Person | null;
  onChange(person: Person | null): void;
  /** Somebody who can't be named here. */
  without?: string;
  readOnly?: boolean;
  required?: boolean;
}

/** Names somebody active: found by words of the name, narrowed by role; who is away says until when. */
export function PersonField({ label, description, error, value, onChange, without, readOnly = false, required = false }: Props) {
  const { t } = useTranslation();
  const { dates } = useFormats();
  const [role, setRole] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 180);
  const found = useDelegates(value && [value.name, fullNameOf(value)].includes(search) ? '' : search, role).filter(({ id }) => id !== without);
  const away = new Map(found.map((person) => [person.id, person.away]));
  const known = new Map([...found, ...(value ? [value] : [])].map(({ id, name, email }) => [id, { id, name, ...(email && { email }) }]));
  const names = namesAmong([...known.values()]);
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap" className={classes.fields}>
      <Select
        className={classes.person}
        label={label}
        description={description}
        error={error}
        placeholder={t('person.search')}
        data={[...names].map(([value, label]) => ({ value, label }))}
        value={value?.id ?? null}
        onChange={(id) => onChange((id && known.get(id)) || null)}
        searchValue={typed}
        onSearchChange={setTyped}
        // The server searches; what it found is shown.
        filter={({ options }) => options}
        renderOption={({ option }) => {
          const leave = away.get(option.value);
          return (
            <span>
              {option.label}
              {leave && (
                <Text component="span" size="xs" c="dimmed" ml={8}>
                  {t('person.away', { dates: dates(leave.from, leave.to) })}
                </Text>
              )}
            </span>
          );
        }}
        nothingFoundMessage={t('list.nothingFound')}
        readOnly={readOnly}
        required={required}
        withAsterisk={false}
        searchable
        clearable={!readOnly && !required}
      />
      {!readOnly && <RoleFunnel role={role} onChange={setRole} />}
    </Group>
  );
}

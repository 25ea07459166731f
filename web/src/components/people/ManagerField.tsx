import { Group, Select, Text, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useManagers, type ManagerChoice } from '../../services/catalogue';
import { useFormats } from '../../services/format';
import { fullNameOf, namesAmong, personOf, type Person } from '../../services/person';
import field from '../PersonField.module.css';
import { RoleFunnel } from '../RoleFunnel';
import classes from './ManagerCell.module.css';

interface Props {
  label: string;
  description?: string | null;
  value: Person | null;
  onChange(manager: Person | null): void;
  /** Nobody is their own manager. */
  without?: string;
  readOnly?: boolean;
}

/** Names a direct manager: found by words of the name, narrowed by role; each says whom they lead (VI-5). */
export function ManagerField({ label, description, value, onChange, without, readOnly = false }: Props) {
  const { t } = useTranslation();
  const [role, setRole] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 180);
  const found = useManagers(value && [value.name, fullNameOf(value)].includes(search) ? '' : search, role).filter(({ id }) => id !== without);
  const known = new Map<string, Person>([...found, ...(value ? [value] : [])].map((person) => [person.id, person]));
  const names = namesAmong([...known.values()]);
  const leads = new Map(found.map((person) => [person.id, person]));
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap" className={field.fields}>
      <Select
        className={field.person}
        label={label}
        description={description}
        placeholder={t('user.noManager')}
        leftSection={value ? undefined : <IconAlertTriangleFilled size={14} className={classes.icon} aria-hidden />}
        data={[...names].map(([value, label]) => ({ value, label }))}
        value={value?.id ?? null}
        onChange={(id) => onChange(personOf(id ? known.get(id) : null))}
        searchValue={typed}
        onSearchChange={setTyped}
        // The server searches; what it found is shown.
        filter={({ options }) => options}
        renderOption={({ option }) => <Leads name={option.label} choice={leads.get(option.value)} />}
        nothingFoundMessage={t('list.nothingFound')}
        readOnly={readOnly}
        searchable
        clearable={!readOnly}
      />
      {!readOnly && <RoleFunnel role={role} onChange={setRole} />}
    </Group>
  );
}

/** A candidate with the number of their direct reports; resting on it tells their names. */
function Leads({ name, choice }: { name: string; choice: ManagerChoice | undefined }) {
  const { t } = useTranslation();
  const { people } = useFormats();
  const reports = choice?.reports ?? [];
  return (
    <Tooltip label={people(reports.map((report) => report.name))} disabled={reports.length === 0} position="left">
      <span>
        {name}
        <Text component="span" size="xs" c="dimmed" ml={8}>
          {choice && !choice.active ? `${t('people.inactive')} ` : ''}
          {reports.length > 0 && t('people.reports', { count: reports.length })}
        </Text>
      </span>
    </Tooltip>
  );
}

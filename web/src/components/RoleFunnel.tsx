import { Select } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRoles } from '../services/catalogue';
import { useNames } from '../services/names';
import classes from './PersonField.module.css';

/** Narrows a search for people to those of one role; null is any. */
export function RoleFunnel({ role, onChange }: { role: string | null; onChange(role: string | null): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const roles = useRoles();
  return (
    <Select
      className={classes.role}
      aria-label={t('person.role')}
      placeholder={t('person.anyRole')}
      leftSection={<IconFilter size={14} aria-hidden />}
      data={roles.map(({ id, name }) => ({ value: id, label: names.role(name) }))}
      value={role}
      onChange={onChange}
      searchable
      clearable
    />
  );
}

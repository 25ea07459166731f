import { Button, Select } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../services/catalogue';
import { useNames } from '../../services/names';
import type { UsersSearch } from '../../services/users';
import classes from './UserFilters.module.css';

interface Props {
  search: UsersSearch;
  roles: Role[];
  onChange(part: Partial<UsersSearch>): void;
}

/** What the user list can be narrowed by. */
export function UserFilters({ search, roles, onChange }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const statuses = (['ACTIVE', 'INACTIVE'] as const).map((value) => ({ value, label: t(`status.${value}`) }));
  const sources = (['DIRECTORY', 'LOCAL'] as const).map((value) => ({ value, label: t(`source.${value}`) }));
  return (
    <>
      <Select
        aria-label={t('users.filter.role')}
        placeholder={t('users.filter.anyRole')}
        data={roles.map(({ id, name }) => ({ value: id, label: names.role(name) }))}
        value={search.role ?? null}
        onChange={(role) => onChange({ role: role ?? undefined })}
        clearable
        searchable
        w={140}
      />
      <Select
        aria-label={t('users.filter.status')}
        placeholder={t('users.filter.anyStatus')}
        data={statuses}
        value={search.status ?? null}
        onChange={(status) => onChange({ status: (status as UsersSearch['status']) ?? undefined })}
        clearable
        w={120}
      />
      <Select
        aria-label={t('users.filter.source')}
        placeholder={t('users.filter.anySource')}
        data={sources}
        value={search.source ?? null}
        onChange={(source) => onChange({ source: (source as UsersSearch['source']) ?? undefined })}
        clearable
        w={120}
      />
      <Button
        variant="default"
        className={classes.noManager}
        aria-pressed={Boolean(search.noManager)}
        leftSection={<IconAlertTriangleFilled size={14} aria-hidden />}
        onClick={() => onChange({ noManager: search.noManager ? undefined : true })}
      >
        {t('users.filter.noManager')}
      </Button>
      <Button variant={search.away ? 'light' : 'default'} aria-pressed={Boolean(search.away)} onClick={() => onChange({ away: search.away ? undefined : true })}>
        {t('people.filterAway')}
      </Button>
    </>
  );
}

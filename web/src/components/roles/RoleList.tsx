import { Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RolesSearch } from '../../services/administration';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import type { Pages } from '../../services/pages';
import type { RoleRow } from '../../services/roles';
import { DataTable } from '../lists/DataTable';
import { EmptyNotice } from '../Notice';
import { RowCard } from '../lists/RowCard';
import { useListView } from '../lists/useListView';
import { grantsOf, roleColumns, RoleLink } from './roleColumns';

interface Props {
  roles: Pages<RoleRow>;
  search: RolesSearch;
  onChange(part: Partial<RolesSearch>): void;
}

/** Presets and the company's own roles. */
export function RoleList({ roles, search, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useNames();
  const navigate = useNavigate();
  const copy = useCallback((from: string) => void navigate({ to: '/roles/new', search: { from } }), [navigate]);
  const columns = useMemo(() => roleColumns({ t, formats, names }, copy), [t, formats, names, copy]);
  // By name in the reader's language at first; the server knows the names of presets in none.
  const { tools, field, found, ...view } = useListView({ page: 'roles', list: roles, columns, search: { ...search, by: search.by ?? 'ROLE' }, onChange, finds: true });
  return (
    <>
      <Group justify="flex-end" mb="xs" gap="xs">
        {field}
        {tools}
      </Group>
      {found.rows.length === 0 && !found.loading && <EmptyNotice title={t('roles.empty')} searching onClear={() => onChange({ q: undefined })} />}
      <DataTable
        {...view}
        snug
        label={t('roles.title')}
        onOpen={({ id }) => void navigate({ to: '/roles/$roleId', params: { roleId: id } })}
        card={(role) => (
          <RowCard name={<RoleLink role={role} names={names} />} state={t(role.preset ? 'roles.kind.preset' : 'roles.kind.own')}>
            {t('lists.pair', { label: t('roles.column.people'), value: formats.number(role.members) })} · {t('lists.pair', { label: t('roles.column.permissions'), value: formats.number(role.permissions.length) })}
            <div>
              {t('lists.pair', { label: t('roles.column.grants'), value: grantsOf(role, t, names) || '–' })}
            </div>
          </RowCard>
        )}
      />
    </>
  );
}

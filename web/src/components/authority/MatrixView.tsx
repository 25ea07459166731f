import { Group, Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAuthorityMatrix, type AuthorityRow, type AuthoritySearch } from '../../services/authority';
import { useRoles } from '../../services/catalogue';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { useViewer } from '../../services/viewerContext';
import { asOfIn } from '../../services/zone';
import { DataTable } from '../lists/DataTable';
import { ListBody } from '../lists/ListBody';
import { EmptyNotice } from '../Notice';
import { SearchField } from '../lists/SearchField';
import { AuthorityCard } from './AuthorityCard';
import { matrixColumns } from './matrixColumns';
import classes from './MatrixView.module.css';
import { ThenField } from './ThenField';

interface Props {
  search: AuthoritySearch;
  onChange(part: Partial<AuthoritySearch>): void;
}

/** People and their limits, now or at an instant of the past. */
export function MatrixView({ search, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useNames();
  const roles = useRoles();
  const navigate = useNavigate();
  const { limitsView, zone } = useViewer();
  const matrix = useAuthorityMatrix(search, search.at ? asOfIn(zone, search.at) : null);
  const columns = useMemo(() => matrixColumns({ t, formats, view: limitsView, rows: matrix.rows }), [t, formats, limitsView, matrix.rows]);
  const card = useCallback((row: AuthorityRow) => <AuthorityCard row={row} view={limitsView} />, [limitsView]);
  const clear = () => onChange({ q: undefined, role: undefined, at: undefined });
  return (
    <>
      <Group gap="xs" className={classes.tools}>
        <SearchField label={t('users.search')} value={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
        <Select
          aria-label={t('users.filter.role')}
          placeholder={t('users.filter.anyRole')}
          data={roles.map(({ id, name }) => ({ value: id, label: names.role(name) }))}
          value={search.role ?? null}
          onChange={(role) => onChange({ role: role ?? undefined })}
          clearable
          searchable
          w={160}
        />
        <ThenField value={search.at} zone={zone} onChange={(at) => onChange({ at })} />
      </Group>
      {search.at && matrix.trouble?.kind === 'absent' ? (
        <EmptyNotice title={t('authority.unknownThen')} searching={false} onClear={clear} way={{ label: t('authority.now'), run: () => onChange({ at: undefined }) }} />
      ) : (
        <ListBody list={matrix} empty={t('users.empty')} narrowed={Boolean(search.q ?? search.role ?? search.at)} onClear={clear}>
          <DataTable
            label={t('authority.view.matrix')}
            columns={columns}
            rows={matrix.rows}
            sort={{ by: 'NAME', desc: false }}
            onSort={() => {}}
            outdated={matrix.outdated}
            onEnd={matrix.more}
            onOpen={({ id }) => void navigate({ to: '/users/$userId', params: { userId: id } })}
            card={card}
          />
        </ListBody>
      )}
    </>
  );
}

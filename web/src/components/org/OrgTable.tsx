import { Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { ListSearch } from '../../services/listSearch';
import { unbroken, type Line, type OrgLine } from '../../services/org';
import { wholeList } from '../../services/pages';
import { DataTable } from '../lists/DataTable';
import { ListBody } from '../lists/ListBody';
import { RowCard } from '../lists/RowCard';
import { useListView } from '../lists/useListView';
import { ManagerCell } from '../people/ManagerCell';
import { PersonLink } from '../PersonLink';
import { orgColumns, stateOf, type OrgRow } from './orgColumns';

interface Props {
  lines: readonly Line[];
  search: ListSearch;
  onChange(part: ListSearch): void;
  onMore(parent: string): void;
}

/** The table behind the tree: the same people, each with their manager; a wide branch is read on near the end. */
export function OrgTable({ lines, search, onChange, onMore }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const { people, rest } = useMemo(() => unbroken(lines), [lines]);
  const rows = useMemo(() => rowsOf(people), [people]);
  const columns = useMemo(() => orgColumns(t, formats), [t, formats]);
  const list = { ...wholeList(rows), hasMore: rest !== null, more: () => rest !== null && onMore(rest), ...(rest !== null && { everything: async () => ({ rows, cut: true }) }) };
  const { tools, field, found, ...view } = useListView({ page: 'organisation', list, columns, search, onChange, finds: true });
  return (
    <>
      <Group gap="xs" justify="flex-end">
        {field}
        {tools}
      </Group>
      <ListBody list={found} empty={t('users.empty')} narrowed={search.q !== undefined} onClear={() => onChange({ q: undefined })}>
        <DataTable
          {...view}
          snug
          label={t('org.title')}
          total={rest === null ? rows.length : undefined}
          onOpen={({ id }) => void navigate({ to: '/users/$userId', params: { userId: id } })}
          card={(row) => (
            <RowCard name={<PersonLink id={row.id} name={row.name} />} state={stateOf(row, t)}>
              <ManagerCell manager={row.manager} />
              <div>{[row.title, t('org.reports', { count: row.reports })].filter(Boolean).join(' · ')}</div>
            </RowCard>
          )}
        />
      </ListBody>
    </>
  );
}

function rowsOf(lines: OrgLine[]): OrgRow[] {
  const names = new Map(lines.map(({ id, name }) => [id, name]));
  return lines.map((line) => ({ ...line, manager: line.parent ? { id: line.parent, name: names.get(line.parent) ?? '' } : null }));
}

import { Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { ListSearch } from '../../services/listSearch';
import { unbroken, type Line, type OrgLine } from '../../services/org';
import { wholeList, type Pages } from '../../services/pages';
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
  const { people, rest } = useMemo(() => unbroken(lines), [lines]);
  const rows = useMemo(() => rowsOf(people), [people]);
  const list = { ...wholeList(rows), hasMore: rest !== null, more: () => rest !== null && onMore(rest), ...(rest !== null && { everything: async () => ({ rows, cut: true }) }) };
  return <OrgList list={list} search={search} onChange={onChange} />;
}

interface ListProps {
  list: Pages<OrgRow>;
  search: ListSearch;
  onChange(part: ListSearch): void;
}

/** People of the organisation as a list. */
export function OrgList({ list, search, onChange }: ListProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const columns = useMemo(() => orgColumns(t, formats), [t, formats]);
  const { tools, ...view } = useListView({ page: 'organisation', list, columns, search, onChange });
  return (
    <>
      <Group gap="xs" justify="flex-end">
        {tools}
      </Group>
      <ListBody list={list} empty={t('users.empty')} narrowed={search.q !== undefined} onClear={() => onChange({ q: undefined })}>
        <DataTable
          {...view}
          snug
          label={t('org.title')}
          total={list.hasMore ? undefined : list.rows.length}
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

import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { unbroken, type Line, type OrgLine } from '../../services/org';
import { DataTable } from '../lists/DataTable';
import { RowCard } from '../lists/RowCard';
import { ManagerCell } from '../people/ManagerCell';
import { PersonLink } from '../PersonLink';
import { orgColumns, stateOf, type OrgRow } from './orgColumns';

/** The table behind the tree: the same people, each with their manager; a wide branch is read on near the end. */
export function OrgTable({ lines, onMore }: { lines: readonly Line[]; onMore(parent: string): void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const { people, rest } = useMemo(() => unbroken(lines), [lines]);
  const rows = useMemo(() => rowsOf(people), [people]);
  const columns = useMemo(() => orgColumns(t, formats), [t, formats]);
  return (
    <DataTable
      snug
      label={t('org.title')}
      columns={columns}
      rows={rows}
      total={rest === null ? rows.length : undefined}
      onEnd={() => rest !== null && onMore(rest)}
      onOpen={({ id }) => void navigate({ to: '/users/$userId', params: { userId: id } })}
      card={(row) => (
        <RowCard name={<PersonLink id={row.id} name={row.name} />} state={stateOf(row, t)}>
          <ManagerCell manager={row.manager} />
          <div>{[row.title, t('org.reports', { count: row.reports })].filter(Boolean).join(' · ')}</div>
        </RowCard>
      )}
    />
  );
}

function rowsOf(lines: OrgLine[]): OrgRow[] {
  const names = new Map(lines.map(({ id, name }) => [id, name]));
  return lines.map((line) => ({ ...line, manager: line.parent ? { id: line.parent, name: names.get(line.parent) ?? '' } : null }));
}

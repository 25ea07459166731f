import { getRouteApi, Outlet, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ApprovalCard } from '../components/approvals/ApprovalCard';
import { approvalColumns } from '../components/approvals/approvalColumns';
import { ApprovalFilters } from '../components/approvals/ApprovalFilters';
import { DataTable } from '../components/lists/DataTable';
import { ListBody } from '../components/lists/ListBody';
import { useListView } from '../components/lists/useListView';
import { PageHead } from '../components/PageHead';
import { anyApproval, isNarrowedApprovals, useApprovals, useApprovalTotal, type ApprovalsSearch } from '../services/approvals';
import { useFormats } from '../services/format';
import { useNames } from '../services/names';
import { useOnReturn } from '../services/onReturn';

const route = getRouteApi('/approvals');

/** Requests for approval: those that wait for the viewer, those they made, or all they may see. */
export function ApprovalsPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useNames();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const open = useParams({ strict: false }).approvalId;
  const approvals = useApprovals(search);
  const total = useApprovalTotal(search);
  useOnReturn(approvals.retry);
  const narrow = (part: Partial<ApprovalsSearch>) => void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true });
  const columns = useMemo(() => approvalColumns(t, formats, names), [t, formats, names]);
  const { tools, ...view } = useListView({ page: 'approvals', list: approvals, columns, search, onChange: narrow });
  return (
    <>
      <PageHead title={t('approvals.title')} count={total}>
        <ApprovalFilters search={search} onChange={narrow} />
        {tools}
      </PageHead>
      <ListBody
        list={approvals}
        empty={t(`approvals.empty.${search.view ?? 'waiting'}`)}
        narrowed={isNarrowedApprovals(search)}
        onClear={() => narrow(anyApproval)}
        way={search.view === 'all' ? undefined : { label: t('approvals.seeAll'), run: () => narrow({ view: 'all' }) }}
      >
        <DataTable
          {...view}
          label={t('approvals.title')}
          total={total}
          onOpen={({ id }) => void navigate({ to: '/approvals/$approvalId', params: { approvalId: id }, search: true })}
          openId={open}
          card={(approval) => <ApprovalCard approval={approval} />}
        />
      </ListBody>
      <Outlet />
    </>
  );
}

import { getRouteApi, Outlet, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApprovalFilters } from '../components/approvals/ApprovalFilters';
import { ApprovalList } from '../components/approvals/ApprovalList';
import { ListBody } from '../components/lists/ListBody';
import { PageHead } from '../components/PageHead';
import { useApprovals, useApprovalTotal, type ApprovalsSearch } from '../services/approvals';
import { useOnReturn } from '../services/onReturn';

const route = getRouteApi('/approvals');

/** Requests for approval: those that wait for the viewer, those they made, or all they may see. */
export function ApprovalsPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const open = useParams({ strict: false }).approvalId;
  const approvals = useApprovals(search);
  const total = useApprovalTotal(search);
  useOnReturn(approvals.retry);
  const narrow = (part: Partial<ApprovalsSearch>) => void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <>
      <PageHead title={t('approvals.title')} count={total}>
        <ApprovalFilters search={search} onChange={narrow} />
      </PageHead>
      <ListBody
        list={approvals}
        empty={t(`approvals.empty.${search.view ?? 'waiting'}`)}
        narrowed={Boolean(search.open)}
        onClear={() => narrow({ open: undefined })}
      >
        <ApprovalList approvals={approvals} view={search.view} openId={open} />
      </ListBody>
      <Outlet />
    </>
  );
}

import { Skeleton, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApprovalDrawer } from '../components/approvals/ApprovalDrawer';
import { DrawerFrame } from '../components/DrawerFrame';
import { TroubleNotice } from '../components/Notice';
import { useApproval } from '../services/approvals';

const route = getRouteApi('/approvals/$approvalId');

/** One request, beside the list; closing leads back to the list as it was. */
export function ApprovalPage() {
  const { t } = useTranslation();
  const { approvalId } = route.useParams();
  const navigate = route.useNavigate();
  const { thing: approval, trouble, retry } = useApproval(approvalId);
  const close = () => void navigate({ to: '/approvals', search: true });
  return (
    <DrawerFrame title={approval?.deal ? t('approval.title', { reference: approval.deal.reference }) : t('approval.untitled')} onClose={close}>
      {approval ? (
        <ApprovalDrawer approval={approval} />
      ) : trouble ? (
        <TroubleNotice trouble={trouble} onRetry={retry} />
      ) : (
        <Stack role="status" aria-label={t('approval.loading')}>
          <Skeleton height={14} width="60%" />
          <Skeleton height={120} />
          <Skeleton height={60} />
        </Stack>
      )}
    </DrawerFrame>
  );
}

import { Skeleton, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AskPanel } from '../components/approvals/AskPanel';
import { BackLink } from '../components/BackLink';
import { AssignPanel } from '../components/deals/AssignPanel';
import { DealActions } from '../components/deals/DealActions';
import { DealBody } from '../components/deals/DealBody';
import { StatusPanel } from '../components/deals/StatusPanel';
import { TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { useDeal } from '../services/deal';
import type { DealPanel } from '../services/dealPanel';
import { useOnReturn } from '../services/onReturn';

const route = getRouteApi('/deals/$dealId');

/** One deal: its figures, who is on it and why, and what can be done; the address says what is open. */
export function DealPage() {
  const { t } = useTranslation();
  const { dealId } = route.useParams();
  const { panel } = route.useSearch();
  const navigate = route.useNavigate();
  const { thing: deal, trouble, retry } = useDeal(dealId);
  useOnReturn(retry);
  const open = (next: DealPanel | undefined) => void navigate({ search: { panel: next }, replace: true });
  const close = () => open(undefined);
  if (trouble) return <TroubleNotice alone trouble={trouble} onRetry={retry} />;
  return (
    <>
      <BackLink label={t('deal.back')} to="/deals" />
      <PageHead title={deal ? t('deal.title', { reference: deal.reference }) : t('deal.untitled')}>
        {deal && <DealActions deal={deal} onOpen={open} />}
      </PageHead>
      {deal ? (
        <DealBody deal={deal} panel={panel} onPanel={open} />
      ) : (
        <Stack p="lg" role="status" aria-label={t('deal.loading')}>
          <Skeleton height={60} />
          <Skeleton height={280} />
        </Stack>
      )}
      {deal && panel === 'assign' && <AssignPanel deal={deal} onClose={close} />}
      {deal && panel === 'status' && <StatusPanel deal={deal} onClose={close} />}
      {deal && panel === 'ask' && <AskPanel deal={deal} onClose={close} />}
    </>
  );
}

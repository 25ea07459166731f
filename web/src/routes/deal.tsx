import { Skeleton, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { DealBody } from '../components/deals/DealBody';
import { TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { useDeal } from '../services/deal';

const route = getRouteApi('/deals/$dealId');

/** One deal: its figures, who owns it, and why. */
export function DealPage() {
  const { t } = useTranslation();
  const { dealId } = route.useParams();
  const { thing: deal, trouble, retry } = useDeal(dealId);
  if (trouble) return <TroubleNotice alone trouble={trouble} onRetry={retry} />;
  return (
    <>
      <BackLink />
      <PageHead title={deal ? t('deal.title', { reference: deal.reference }) : t('deal.untitled')} />
      {deal ? (
        <DealBody deal={deal} />
      ) : (
        <Stack p="lg" role="status" aria-label={t('deal.loading')}>
          <Skeleton height={60} />
          <Skeleton height={280} />
        </Stack>
      )}
    </>
  );
}

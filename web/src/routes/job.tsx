import { Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DrawerFrame } from '../components/DrawerFrame';
import { JobDetails } from '../components/jobs/JobDetails';
import { TroubleNotice } from '../components/Notice';
import { useJob } from '../services/jobs';

const route = getRouteApi('/jobs/$jobId');

/** One job, beside the list. */
export function JobPage() {
  const { t } = useTranslation();
  const { jobId } = route.useParams();
  const { outcome } = route.useSearch();
  const navigate = route.useNavigate();
  const { thing: job, trouble, retry } = useJob(jobId);
  return (
    <DrawerFrame title={job ? t(`jobs.kind.${job.kind}`) : t('jobs.one')} onClose={() => void navigate({ to: '/jobs', search: (before) => ({ ...before, outcome: undefined }) })}>
      {job ? (
        <JobDetails job={job} outcome={outcome} onOutcome={(next) => void navigate({ search: (before) => ({ ...before, outcome: next }), replace: true })} />
      ) : trouble ? (
        <TroubleNotice trouble={trouble} onRetry={retry} />
      ) : (
        <Skeleton height={160} role="status" aria-label={t('list.loading')} />
      )}
    </DrawerFrame>
  );
}

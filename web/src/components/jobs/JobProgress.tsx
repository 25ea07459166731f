import { Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { shareOf, underWay, type Job } from '../../services/jobs';

const colors = { QUEUED: 'gray', RUNNING: 'blue', DONE: 'pine', FAILED: 'red', CANCELLED: 'gray' } as const;

/** How far a job is, as a bar and in figures. */
export function JobProgress({ job, slim = false }: { job: Job; slim?: boolean }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const share = shareOf(job);
  const rows = job.total == null ? t('jobs.rows', { count: job.progress }) : t('jobs.rowsOf', { done: number(job.progress), count: job.total });
  return (
    <div>
      <Progress.Root size={slim ? 'sm' : 'md'} radius="sm">
        <Progress.Section value={share ?? 100} color={colors[job.state]} striped={underWay(job)} animated={underWay(job) && share === null} aria-label={t('jobs.progress')} />
      </Progress.Root>
      {!slim && (
        <Text size="sm" mt={4} data-testid="progress">
          {rows}
          {job.refused > 0 && ` · ${t('jobs.refused', { count: job.refused })}`}
        </Text>
      )}
    </div>
  );
}

import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { Job } from '../../services/jobs';
import classes from '../lists/DataTable.module.css';
import { whatOf } from './jobColumns';
import { JobProgress } from './JobProgress';
import { JobStateText } from './JobStateText';

/** A job as a card, where the screen is too narrow for columns. */
export function JobCard({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text component="span" size="sm" truncate>
          <Link to="/jobs/$jobId" params={{ jobId: job.id }} search className={classes.link}>
            {whatOf(job, t)}
          </Link>
        </Text>
        <Text component="span" size="sm" flex="none">
          <JobStateText job={job} />
        </Text>
      </Group>
      <Text size="sm" c="dimmed" truncate mb={6}>
        {instant(job.createdAt)} · {job.startedBy?.name ?? t('jobs.aKey')}
      </Text>
      <JobProgress job={job} slim />
    </>
  );
}

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { canCancel, underWay, useCancelJob, type Job } from '../../services/jobs';
import type { JobsSearch } from '../../services/jobsSearch';
import { useSave } from '../../services/save';
import { AbilityButton } from '../AbilityButton';
import { Fact, Facts } from '../Facts';
import { PersonLink } from '../PersonLink';
import { SaveTrouble } from '../SaveTrouble';
import { JobProgress } from './JobProgress';
import { JobRows } from './JobRows';
import { JobStateText } from './JobStateText';
import { VerifyHint } from './VerifyHint';

interface Props {
  job: Job;
  outcome: JobsSearch['outcome'];
  onOutcome(outcome: JobsSearch['outcome']): void;
}

/** One job: how far it is, what it has written, what became of its rows. */
export function JobDetails({ job, outcome, onOutcome }: Props) {
  const { t } = useTranslation();
  const cancel = useCancelJob();
  const save = useSave();
  return (
    <Stack gap="md">
      <JobProgress job={job} />
      {job.error && (
        <Alert color={job.state === 'DONE' ? 'gray' : 'red'} variant="outline" title={t(job.state === 'DONE' ? 'jobs.erased' : 'jobs.failed')}>
          {job.error}
        </Alert>
      )}
      <JobFacts job={job} />
      <Group gap="xs">
        {job.fileUrl && (
          <Button component="a" href={job.fileUrl} download leftSection={<IconDownload size={16} aria-hidden />}>
            {t('jobs.download')}
          </Button>
        )}
        {job.reportUrl && (
          <Button component="a" href={job.reportUrl} download variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
            {t('jobs.report')}
          </Button>
        )}
        <AbilityButton ability={canCancel(job)} label={t('jobs.cancel')} loading={save.saving} onClick={() => void save.run(() => cancel(job.id))} />
      </Group>
      <SaveTrouble save={save} />
      {underWay(job) && (
        <Text size="sm" c="dimmed">
          {t('jobs.goesOn')}
        </Text>
      )}
      {job.kind === 'HISTORY_EXPORT' && <VerifyHint />}
      {job.reportUrl && <JobRows job={job} outcome={outcome} onOutcome={onOutcome} />}
    </Stack>
  );
}

function JobFacts({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { moment, day } = useFormats();
  return (
    <Facts>
      <Fact label={t('jobs.is')}>
        <JobStateText job={job} />
      </Fact>
      {job.dryRun && <Fact label={t('jobs.dryRun')}>{t('jobs.dryRunText')}</Fact>}
      <Fact label={t('jobs.startedBy')}>{job.startedBy ? <PersonLink id={job.startedBy.id} name={job.startedBy.name} /> : t('jobs.aKey')}</Fact>
      <Fact label={t('jobs.createdAt')}>{moment(job.createdAt)}</Fact>
      <Fact label={t('jobs.startedAt')}>{job.startedAt && moment(job.startedAt)}</Fact>
      <Fact label={t('jobs.finishedAt')}>{job.finishedAt && moment(job.finishedAt)}</Fact>
      <Fact label={t('jobs.expiresAt')}>{day(job.expiresAt)}</Fact>
    </Facts>
  );
}

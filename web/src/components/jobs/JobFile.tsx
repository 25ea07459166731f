import { Anchor, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { isOver, useJobProgress } from '../../services/jobProgress';

/** A file that a job writes: how far it is, then the file itself. */
export function JobFile({ id }: { id: string }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const job = useJobProgress(id);
  if (job?.state === 'DONE' && job.fileUrl) {
    return (
      <Anchor href={job.fileUrl} download size="sm" data-testid="file">
        {t('jobFile.download')}
      </Anchor>
    );
  }
  if (job && isOver(job)) {
    return (
      <Text size="sm" role="alert">
        {job.error ?? t('jobFile.stopped')}
      </Text>
    );
  }
  return (
    <Stack gap={4} role="status">
      <Text size="sm">{t('jobFile.writing', { count: number(job?.progress ?? 0) })}</Text>
      <Progress value={job?.total ? (100 * job.progress) / job.total : 100} animated={!job?.total} aria-label={t('jobFile.progress')} />
    </Stack>
  );
}

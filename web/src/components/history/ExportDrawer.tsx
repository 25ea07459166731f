import { Button, Checkbox, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryWhere } from '../../gql/graphql';
import { useExportHistory } from '../../services/historyPage';
import { useJob } from '../../services/jobs';
import { useSave } from '../../services/save';
import { DrawerFrame } from '../DrawerFrame';
import { JobProgress } from '../jobs/JobProgress';
import { VerifyHint } from '../jobs/VerifyHint';
import { SaveTrouble } from '../SaveTrouble';

interface Props {
  where: HistoryWhere;
  narrowed: boolean;
  onClose(): void;
}

/** Writes history to a signed file that is checked without the server. */
export function ExportDrawer({ where, narrowed, onClose }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const start = useExportHistory();
  const save = useSave();
  const submit = () =>
    save.run(async () => {
      const { outcome, jobId: made } = await start(where, opened);
      setJobId(made);
      return outcome;
    });
  return (
    <DrawerFrame title={t('history.export')} onClose={onClose}>
      <Stack gap="md" align="stretch">
        <Text size="sm">{t(narrowed ? 'history.exportNarrowed' : 'history.exportAll')}</Text>
        {jobId ? (
          <Written jobId={jobId} />
        ) : (
          <>
            <Checkbox label={t('history.opened')} description={t('history.openedHint')} checked={opened} onChange={(event) => setOpened(event.currentTarget.checked)} />
            <SaveTrouble save={save} />
            <div>
              <Button onClick={() => void submit()} loading={save.saving}>
                {t('history.exportStart')}
              </Button>
            </div>
          </>
        )}
        <VerifyHint />
      </Stack>
    </DrawerFrame>
  );
}

function Written({ jobId }: { jobId: string }) {
  const { t } = useTranslation();
  const { thing: job } = useJob(jobId);
  if (!job) return <Skeleton height={40} role="status" aria-label={t('list.loading')} />;
  return (
    <>
      <JobProgress job={job} />
      {job.error && <Text size="sm">{job.error}</Text>}
      {job.fileUrl && (
        <div>
          <Button component="a" href={job.fileUrl} download leftSection={<IconDownload size={16} aria-hidden />}>
            {t('jobs.download')}
          </Button>
        </div>
      )}
    </>
  );
}

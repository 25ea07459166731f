import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReviewExport } from '../../services/accessReview';
import { useSave } from '../../services/save';
import { JobFile } from '../jobs/JobFile';
import { SaveTrouble } from '../SaveTrouble';

/** Writes the whole review to a file, as a job. */
export function ReviewExport({ asOf }: { asOf?: string }) {
  const { t } = useTranslation();
  const [job, setJob] = useState<string | null>(null);
  const save = useSave();
  const write = useReviewExport();
  const start = () =>
    save.run(async () => {
      const { outcome, jobId } = await write(asOf);
      setJob(jobId);
      return outcome;
    });
  return (
    <>
      <Button variant="default" leftSection={<IconDownload size={15} aria-hidden />} loading={save.saving} onClick={() => void start()}>
        {t('roles.export')}
      </Button>
      {job && <JobFile key={job} id={job} />}
      <SaveTrouble save={save} />
    </>
  );
}

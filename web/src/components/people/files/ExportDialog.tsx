import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileFormat } from '../../../gql/graphql';
import { useJobNow, usePeopleJobs, type PeopleJob } from '../../../services/peopleJobs';
import { useSave } from '../../../services/save';
import type { UsersSearch } from '../../../services/users';
import { DialogFrame } from '../../DialogFrame';
import { SaveTrouble } from '../../SaveTrouble';
import { JobProgress } from './JobProgress';

/** Writes everybody whom the list finds to a file that an import takes back, with roles, limits and preferences. */
export function ExportDialog({ search, onClose }: { search: UsersSearch; onClose(): void }) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<FileFormat>('CSV');
  const [started, setStarted] = useState<PeopleJob | null>(null);
  const save = useSave();
  const jobs = usePeopleJobs();
  const job = useJobNow(started);
  const run = () =>
    save.run(async () => {
      const outcome = await jobs.write(search, format);
      setStarted(outcome.job);
      return outcome;
    });
  return (
    <DialogFrame onClose={onClose} title={t('people.export.title')} centered>
      <Stack gap="sm">
        <Text size="sm">{t('people.export.text')}</Text>
        <SegmentedControl
          aria-label={t('people.export.format')}
          data={[
            { value: 'CSV', label: 'CSV' },
            { value: 'JSONL', label: 'JSON Lines' },
          ]}
          value={format}
          onChange={(value) => setFormat(value as FileFormat)}
        />
        <SaveTrouble save={save} />
        {job && <JobProgress job={job} />}
        <Group gap="xs">
          <Button loading={save.saving} onClick={() => void run()}>
            {t('people.export.run')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('user.close')}
          </Button>
        </Group>
      </Stack>
    </DialogFrame>
  );
}

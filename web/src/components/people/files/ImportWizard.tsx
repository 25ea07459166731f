import { Button, FileInput, Group, Stack, Stepper, Switch, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { csvOf, saveFile } from '../../../services/csv';
import { importColumns, formatOf } from '../../../services/importFile';
import { ended, useJobNow, usePeopleJobs, type PeopleJob } from '../../../services/peopleJobs';
import { useSave } from '../../../services/save';
import { SaveTrouble } from '../../SaveTrouble';
import { useUnsaved } from '../../unsaved';
import { JobProgress } from './JobProgress';

/** People from a file: choose it, read what would happen to each row, then have it done. */
export function ImportWizard() {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [quiet, setQuiet] = useState(false);
  const [trial, setTrial] = useState<PeopleJob | null>(null);
  const [work, setWork] = useState<PeopleJob | null>(null);
  const save = useSave();
  const jobs = usePeopleJobs();
  const tried = useJobNow(trial);
  const worked = useJobNow(work);
  useUnsaved(worked !== null && !ended(worked));
  const send = async (dryRun: boolean) => {
    if (!file) return;
    await save.run(async () => {
      const outcome = await jobs.start({ file, format: formatOf(file.name), dryRun, quiet });
      if (outcome.job) (dryRun ? setTrial : setWork)(outcome.job);
      return outcome;
    });
  };
  const choose = (next: File | null) => {
    setFile(next);
    setTrial(null);
  };
  const step = work ? 2 : trial ? 1 : 0;
  return (
    <Stack gap="lg" maw={760}>
      <Stepper active={step} size="xs" allowNextStepsSelect={false}>
        <Stepper.Step label={t('people.import.choose')} />
        <Stepper.Step label={t('people.import.check')} />
        <Stepper.Step label={t('people.import.run')} />
      </Stepper>
      <SaveTrouble save={save} />
      {!work && (
        <>
          <FileInput
            size="sm"
            label={t('people.import.file')}
            description={t('people.import.fileHint')}
            placeholder={t('people.import.filePick')}
            leftSection={<IconFileUpload size={16} aria-hidden />}
            accept=".csv,.jsonl,.ndjson,text/csv,application/x-ndjson"
            value={file}
            onChange={choose}
            clearable
            clearButtonProps={{ 'aria-label': t('people.import.clear') }}
          />
          <Switch label={t('people.import.quiet')} description={t('people.import.quietHint')} checked={quiet} onChange={(event) => setQuiet(event.currentTarget.checked)} />
          <Group gap="xs">
            <Button disabled={!file} loading={save.saving && !trial} variant={trial ? 'default' : 'filled'} onClick={() => void send(true)}>
              {t('people.import.checkFile')}
            </Button>
            <Button variant="subtle" onClick={() => saveFile('users-template.csv', csvOf(importColumns, []))}>
              {t('people.import.template')}
            </Button>
          </Group>
        </>
      )}
      {tried && !work && (
        <>
          <JobProgress job={tried} />
          {tried.state === 'DONE' && <Next job={tried} saving={save.saving} onRun={() => void send(false)} />}
        </>
      )}
      {worked && <JobProgress job={worked} />}
      {worked && !ended(worked) && (
        <Group>
          <Button variant="default" onClick={() => void save.run(() => jobs.stop(worked.id))}>
            {t('people.import.stop')}
          </Button>
        </Group>
      )}
      {worked && ended(worked) && (
        <Group>
          <Button component={Link} to="/users">
            {t('people.import.toList')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** What can be run after a trial: rows that were refused are left out. */
function Next({ job: { counts }, saving, onRun }: { job: PeopleJob; saving: boolean; onRun(): void }) {
  const { t } = useTranslation();
  const count = counts.made + counts.changed;
  return (
    <Stack gap="xs">
      {counts.bad > 0 && (
        <Text size="sm" c="dimmed">
          {t('people.import.badStay')}
        </Text>
      )}
      <Group>
        <Button disabled={count === 0} loading={saving} onClick={onRun}>
          {t('people.import.runRows', { count })}
        </Button>
      </Group>
    </Stack>
  );
}

import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApplicationChanges, type Application } from '../../services/applications';
import { useSave } from '../../services/save';
import { Panel } from '../Panel';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';
import { ApplicationFields } from './ApplicationFields';
import { complete, fieldsOf, sentOf } from './fields';

/** Changes what is known of an application. */
export function ApplicationForm({ application }: { application: Application }) {
  const { t } = useTranslation();
  const draft = useDraft(fieldsOf(application), application.version);
  const changes = useApplicationChanges();
  const save = useSave();
  const submit = async () => {
    if (await save.run(() => changes.update({ id: application.id, version: draft.version }, sentOf(draft.value)))) draft.discard();
  };
  return (
    <Panel title={t('applications.settings')}>
      <Stack gap="md">
        <ApplicationFields value={draft.value} registered onChange={draft.change} />
        <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={complete(draft.value)} />
      </Stack>
    </Panel>
  );
}

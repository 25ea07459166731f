import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { linesOf, useApplicationChanges, type Application } from '../../services/applications';
import { useSave } from '../../services/save';
import type { Compared } from '../merge';
import { Panel } from '../Panel';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';
import { ApplicationFields } from './ApplicationFields';
import { complete, fieldsOf, sentOf, type Fields } from './fields';

/** Changes what is known of an application. */
export function ApplicationForm({ application }: { application: Application }) {
  const { t } = useTranslation();
  const draft = useDraft(fieldsOf(application), application.version);
  const changes = useApplicationChanges();
  const save = useSave();
  const compare: Compared<Fields>[] = [
    { field: 'name', label: t('applications.name'), text: (form) => form.name },
    { field: 'jwks', label: t('applications.jwks'), text: (form) => form.jwks },
    { field: 'redirectUris', label: t('applications.redirects'), text: (form) => linesOf(form.redirectUris).join(', ') },
    { field: 'scopes', label: t('applications.scopes'), text: (form) => form.scopes.join(' ') },
    { field: 'postLogoutRedirectUris', label: t('applications.postLogout'), text: (form) => linesOf(form.postLogoutRedirectUris).join(', ') },
    { field: 'backchannelLogoutUri', label: t('applications.backchannel'), text: (form) => form.backchannelLogoutUri },
    { field: 'mayIntrospect', label: t('applications.introspect'), text: (form) => t(form.mayIntrospect ? 'people.yes' : 'people.no') },
  ];
  const submit = async () => {
    if (await save.run(() => changes.update({ id: application.id, version: draft.version }, sentOf(draft.value)))) draft.discard();
  };
  return (
    <Panel title={t('applications.settings')}>
      <Stack gap="md">
        <ApplicationFields value={draft.value} registered onChange={draft.change} />
        <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={complete(draft.value)} compare={compare} />
      </Stack>
    </Panel>
  );
}

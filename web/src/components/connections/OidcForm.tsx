import { PasswordInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import type { ConnectionDetails, Vendor } from '../../services/connections';
import { useSave } from '../../services/save';
import type { Compared } from '../merge';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';
import { issuerExamples, tokenAuthMethods } from './vendors';

/** What an OpenID Connect provider says: issuer, client ID and secret. */
export function OidcForm({ connection, vendor }: { connection: ConnectionDetails; vendor: Vendor }) {
  const { t } = useTranslation();
  const { issuer, clientId, tokenAuthMethod, scopes, version, hasClientSecret } = connection;
  const draft = useDraft({ issuer, clientId, tokenAuthMethod, scopes, clientSecret: '' }, version);
  const changes = useConnectionChanges();
  const save = useSave();
  const { value, change } = draft;
  const compare: Compared<typeof value>[] = [
    { field: 'issuer', label: t('connections.oidc.issuer'), text: (form) => form.issuer },
    { field: 'clientId', label: t('connections.oidc.clientId'), text: (form) => form.clientId },
    { field: 'tokenAuthMethod', label: t('connections.oidc.method'), text: (form) => form.tokenAuthMethod },
    { field: 'scopes', label: t('connections.oidc.scopes'), text: (form) => form.scopes.join(' ') },
  ];
  const submit = async () => {
    const { clientSecret, ...plain } = value;
    const sent = { ...plain, issuer: plain.issuer.trim(), clientId: plain.clientId.trim(), ...(clientSecret ? { clientSecret } : {}) };
    if (await save.run(() => changes.update({ id: connection.id, version: draft.version }, sent))) draft.discard();
  };
  return (
    <Stack gap="sm" maw={560}>
      <TextInput label={t('connections.oidc.issuer')} description={t('connections.oidc.issuerHint', { example: issuerExamples[vendor] })} value={value.issuer} onChange={(event) => change({ issuer: event.currentTarget.value })} inputMode="url" spellCheck={false} required />
      <TextInput label={t('connections.oidc.clientId')} value={value.clientId} onChange={(event) => change({ clientId: event.currentTarget.value })} spellCheck={false} autoComplete="off" required />
      <Select
        label={t('connections.oidc.method')}
        data={tokenAuthMethods.map((method) => ({ value: method, label: t(`connections.oidc.methods.${method}`) }))}
        value={value.tokenAuthMethod}
        onChange={(method) => method && change({ tokenAuthMethod: method })}
        allowDeselect={false}
      />
      {value.tokenAuthMethod.startsWith('client_secret') && (
        <PasswordInput
          label={t('connections.oidc.secret')}
          description={t(hasClientSecret ? 'connections.oidc.secretKept' : 'connections.oidc.secretHint')}
          value={value.clientSecret}
          onChange={(event) => change({ clientSecret: event.currentTarget.value })}
          autoComplete="off"
          required={!hasClientSecret}
        />
      )}
      <TagsInput label={t('connections.oidc.scopes')} description={t('connections.oidc.scopesHint')} value={value.scopes} onChange={(list) => change({ scopes: list })} clearable />
      <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={value.issuer.trim() !== '' && value.clientId.trim() !== ''} compare={compare} />
    </Stack>
  );
}

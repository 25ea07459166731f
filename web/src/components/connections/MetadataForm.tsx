import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import type { ConnectionDetails } from '../../services/connections';
import { useFormats } from '../../services/format';
import { useSave } from '../../services/save';
import { Fact, Facts } from '../Facts';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { CertificateEnd } from './CertificateEnd';

/** Metadata of a SAML IdP: by its address, which is read again every day, or as text. */
export function MetadataForm({ connection }: { connection: ConnectionDetails }) {
  const { t } = useTranslation();
  const [by, setBy] = useState<'url' | 'text'>('url');
  const [url, setUrl] = useState<string | null>(null);
  const [text, setText] = useState('');
  const changes = useConnectionChanges();
  const save = useSave();
  const address = url ?? connection.metadataUrl;
  useUnsaved(text !== '' || (url !== null && url !== connection.metadataUrl));
  const byUrl = by === 'url';
  const submit = async () => {
    const written = await save.run(() => (byUrl ? changes.fetchMetadata(connection, address.trim()) : changes.update(connection, { metadata: text })));
    if (!written) return;
    setUrl(null);
    setText('');
  };
  return (
    <Stack gap="sm" maw={640}>
      <div>
        <SegmentedControl
          aria-label={t('connections.saml.by')}
          data={[
            { value: 'url', label: t('connections.saml.byUrl') },
            { value: 'text', label: t('connections.saml.byText') },
          ]}
          value={by}
          onChange={(value) => setBy(value as typeof by)}
        />
      </div>
      {byUrl ? (
        <TextInput label={t('connections.saml.url')} description={t('connections.saml.urlHint')} value={address} onChange={(event) => setUrl(event.currentTarget.value)} inputMode="url" spellCheck={false} />
      ) : (
        <Textarea label={t('connections.saml.text')} value={text} onChange={(event) => setText(event.currentTarget.value)} autosize minRows={5} maxRows={14} spellCheck={false} styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} />
      )}
      <SaveTrouble save={save} />
      <Group gap="sm">
        <Button onClick={() => void submit()} loading={save.saving} disabled={(byUrl ? address : text).trim() === ''}>
          {t(byUrl ? 'connections.saml.read' : 'connections.saml.take')}
        </Button>
        {save.saved && (
          <Text size="sm" c="dimmed" role="status">
            {t('save.saved')}
          </Text>
        )}
      </Group>
      {connection.idpEntityId && <Known connection={connection} />}
    </Stack>
  );
}

/** What is known of the IdP from its metadata. */
function Known({ connection: { idpEntityId, ssoRedirectUrl, ssoPostUrl, certificates, metadataUrl, metadataCheckedAt, metadataError } }: { connection: ConnectionDetails }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  return (
    <Facts>
      <Fact label={t('connections.saml.entityId')}>{idpEntityId}</Fact>
      <Fact label={t('connections.saml.signOn')}>{ssoRedirectUrl || ssoPostUrl}</Fact>
      <Fact label={t('connections.tab.certificates')}>
        <CertificateEnd certificates={certificates} />
      </Fact>
      {metadataUrl && <Fact label={t('connections.saml.checked')}>{metadataCheckedAt && instant(metadataCheckedAt)}</Fact>}
      {metadataError && <Fact label={t('connections.metadataFailed')}>{metadataError}</Fact>}
    </Facts>
  );
}

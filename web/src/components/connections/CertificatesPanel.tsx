import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import type { ConnectionDetails } from '../../services/connections';
import { useSave } from '../../services/save';
import { CopyValue } from '../directories/CopyValue';
import copy from '../directories/CopyValue.module.css';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { CertificateLines } from './CertificateLines';

/** Keys of both sides of a SAML connection. */
export function CertificatesPanel({ connection }: { connection: ConnectionDetails }) {
  const { t } = useTranslation();
  return (
    <>
      <Panel title={t('connections.keys.theirs')}>
        {connection.certificates.length > 0 ? (
          <CertificateLines label={t('connections.keys.theirsText')} certificates={connection.certificates} />
        ) : (
          <Text size="sm">{t('connections.keys.none')}</Text>
        )}
      </Panel>
      <OwnKeys connection={connection} />
    </>
  );
}

/** Our own key, and its change without a gap: announce, switch, retire. */
function OwnKeys({ connection }: { connection: ConnectionDetails }) {
  const { t } = useTranslation();
  const changes = useConnectionChanges();
  const save = useSave();
  const { ownKeys: keys, addresses } = connection;
  if (!keys) return null;
  const step = (name: 'BEGIN' | 'SWITCH' | 'RETIRE') => () => void save.run(() => changes.rollKeys(connection, name));
  return (
    <Panel title={t('connections.keys.ours')}>
      <Stack gap="sm">
        <Text size="sm">{t(`connections.keys.stage.${keys.stage}`)}</Text>
        {keys.signing && <CertificateLines label={t('connections.keys.signing')} certificates={[keys.signing]} />}
        {keys.other && <CertificateLines label={t(keys.stage === 'SWITCHED' ? 'connections.keys.former' : 'connections.keys.next')} certificates={[keys.other]} />}
        {addresses.metadataUrl && (
          <dl className={copy.list}>
            <CopyValue label={t('connections.keys.metadata')} value={addresses.metadataUrl} />
          </dl>
        )}
        <SaveTrouble save={save} />
        <Group gap="xs">
          {keys.stage === 'SINGLE' && (
            <Button variant="default" loading={save.saving} onClick={step('BEGIN')}>
              {t('connections.keys.begin')}
            </Button>
          )}
          {keys.stage === 'ANNOUNCED' && (
            <Button loading={save.saving} onClick={step('SWITCH')}>
              {t('connections.keys.switch')}
            </Button>
          )}
          {keys.stage !== 'SINGLE' && (
            <Button variant={keys.stage === 'SWITCHED' ? 'filled' : 'subtle'} disabled={save.saving} onClick={step('RETIRE')}>
              {t(keys.stage === 'SWITCHED' ? 'connections.keys.retire' : 'connections.keys.callOff')}
            </Button>
          )}
        </Group>
      </Stack>
    </Panel>
  );
}

import { Alert, Button, Checkbox, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import type { ConnectionDetails } from '../../services/connections';
import { useFormats } from '../../services/format';
import { useSave } from '../../services/save';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { Status } from '../Status';

/** Makes a connection the only way in for its people, once nobody would be locked out by it. */
export function EnforcePanel({ connection }: { connection: ConnectionDetails }) {
  const { t } = useTranslation();
  const { people } = useFormats();
  const [ready, setReady] = useState(false);
  const changes = useConnectionChanges();
  const save = useSave();
  const proven = connection.domains.filter(({ verifiedAt }) => verifiedAt).map(({ name }) => name);
  const needs = [
    ['active', connection.state === 'ACTIVE'],
    ['domain', proven.length > 0],
    ['tested', connection.lastSignInAt !== null || connection.testRuns.some(({ state }) => state === 'GOOD')],
  ] as const;
  const set = async (enforced: boolean) => {
    if (await save.run(() => changes.enforce(connection, enforced))) setReady(false);
  };
  if (connection.enforced) {
    return (
      <Panel title={t('connections.enforce.title')}>
        <Stack gap="sm">
          <Text size="sm">{t('connections.enforce.is', { domains: people(proven) })}</Text>
          <SaveTrouble save={save} />
          <div>
            <Button variant="default" loading={save.saving} onClick={() => void set(false)}>
              {t('connections.enforce.release')}
            </Button>
          </div>
        </Stack>
      </Panel>
    );
  }
  return (
    <Panel title={t('connections.enforce.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('connections.enforce.text')}</Text>
        <Stack gap={4} component="ul" m={0} p={0} fz="sm" style={{ listStyle: 'none' }}>
          {needs.map(([need, met]) => (
            <li key={need}>
              <Status tone={met ? 'good' : 'warn'}>{t(met ? `connections.enforce.met.${need}` : `connections.enforce.unmet.${need}`)}</Status>
            </li>
          ))}
        </Stack>
        <Alert color="orange" variant="outline" icon={<IconAlertTriangle size={18} />} title={t('connections.enforce.glassTitle')}>
          <Stack gap="sm">
            <Text size="sm">{t('connections.enforce.glass')}</Text>
            <Checkbox label={t('connections.enforce.ready')} checked={ready} onChange={(event) => setReady(event.currentTarget.checked)} />
          </Stack>
        </Alert>
        <SaveTrouble save={save} />
        <div>
          <Button loading={save.saving} disabled={!ready || needs.some(([, met]) => !met)} onClick={() => void set(true)}>
            {t('connections.enforce.set')}
          </Button>
        </div>
      </Stack>
    </Panel>
  );
}

import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import { openLinks, type ConnectionDetails, type SetupLink } from '../../services/connections';
import { useFormats } from '../../services/format';
import { useSave } from '../../services/save';
import { SecretGate } from '../directories/SecretGate';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';

const mostHours = 72;

/** A one-time link by which somebody without an account completes the connection. */
export function LinkPanel({ connection }: { connection: ConnectionDetails }) {
  const { t } = useTranslation();
  const [hours, setHours] = useState<number | ''>(24);
  const [url, setUrl] = useState<string | null>(null);
  const changes = useConnectionChanges();
  const save = useSave();
  const open = openLinks(connection.setupLinks);
  const make = () =>
    save.run(async () => {
      const { outcome, url: made } = await changes.makeLink(connection.id, Number(hours));
      setUrl(made);
      return outcome;
    });
  return (
    <Panel title={t('connections.link.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('connections.link.text')}</Text>
        {open.map((link) => (
          <OpenLink key={link.id} link={link} />
        ))}
        <SaveTrouble save={save} />
        {url ? (
          <SecretGate values={[{ label: t('connections.link.address'), value: url, secret: true }]} text={t('connections.link.store')} onStored={() => setUrl(null)} />
        ) : (
          <Group gap="sm" align="end">
            <NumberInput label={t('connections.link.hours')} value={hours} onChange={(value) => setHours(typeof value === 'number' ? value : '')} min={1} max={mostHours} allowDecimal={false} w={150} />
            <Button variant="default" onClick={() => void make()} loading={save.saving} disabled={hours === ''}>
              {t('connections.link.make')}
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

function OpenLink({ link }: { link: SetupLink }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const changes = useConnectionChanges();
  const save = useSave();
  return (
    <div>
      <SaveTrouble save={save} />
      <Group gap="sm">
        <Text size="sm">{t('connections.link.open', { instant: instant(link.expiresAt) })}</Text>
        <Button size="xs" variant="default" loading={save.saving} onClick={() => void save.run(() => changes.revokeLink(link.id))}>
          {t('connections.link.revoke')}
        </Button>
      </Group>
    </div>
  );
}

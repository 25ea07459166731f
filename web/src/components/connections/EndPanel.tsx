import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import type { ConnectionDetails } from '../../services/connections';
import { useSave } from '../../services/save';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';

/** Switches a connection off for a while, or removes it for good once its name was typed. */
export function EndPanel({ connection, onRemoved }: { connection: ConnectionDetails; onRemoved(): void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  const changes = useConnectionChanges();
  const save = useSave();
  const off = connection.state === 'DISABLED';
  const remove = async () => {
    if (await save.run(() => changes.remove(connection))) onRemoved();
  };
  return (
    <Panel title={t('connections.end.title')}>
      <Stack gap="sm">
        <Text size="sm">{t(connection.enforced ? 'connections.end.enforced' : 'connections.end.text')}</Text>
        <SaveTrouble save={save} />
        {asked ? (
          <Stack gap="sm" maw={420} role="group" aria-label={t('connections.end.remove')}>
            <Text size="sm">{t('connections.end.removeText')}</Text>
            <TextInput label={t('connections.end.typeName', { name: connection.name })} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autoComplete="off" />
            <Group gap="xs">
              <Button color="red" loading={save.saving} disabled={typed !== connection.name} onClick={() => void remove()}>
                {t('connections.end.removeConfirm')}
              </Button>
              <Button variant="subtle" onClick={() => setAsked(false)}>
                {t('directories.cancel')}
              </Button>
            </Group>
          </Stack>
        ) : (
          <Group gap="xs">
            {connection.state !== 'DRAFT' && (
              <Button variant="default" loading={save.saving} onClick={() => void save.run(() => changes.update(connection, { disabled: !off }))}>
                {t(off ? 'connections.end.on' : 'connections.end.off')}
              </Button>
            )}
            <Button variant="default" disabled={connection.enforced} onClick={() => setAsked(true)}>
              {t('connections.end.remove')}
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

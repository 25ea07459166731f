import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import type { ConnectionDetails } from '../../services/connections';
import { useSave } from '../../services/save';
import { EndPanel } from '../EndPanel';

/** Switches a connection off, or removes it; one that is enforced stays. */
export function EndConnection({ connection, onRemoved }: { connection: ConnectionDetails; onRemoved(): void }) {
  const { t } = useTranslation();
  const changes = useConnectionChanges();
  const save = useSave();
  const off = connection.state === 'DISABLED';
  const remove = async () => {
    if (await save.run(() => changes.remove(connection))) onRemoved();
  };
  return (
    <EndPanel
      title={t('connections.end.title')}
      text={t(connection.enforced ? 'connections.end.enforced' : 'connections.end.text')}
      save={save}
      name={connection.name}
      typeName={t('connections.end.typeName', { name: connection.name })}
      remove={t('connections.end.remove')}
      removeText={t('connections.end.removeText')}
      removeConfirm={t('connections.end.removeConfirm')}
      onRemove={() => void remove()}
      kept={connection.enforced}
    >
      {connection.state !== 'DRAFT' && (
        <Button variant="default" loading={save.saving} onClick={() => void save.run(() => changes.update(connection, { disabled: !off }))}>
          {t(off ? 'connections.end.on' : 'connections.end.off')}
        </Button>
      )}
    </EndPanel>
  );
}

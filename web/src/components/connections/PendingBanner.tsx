import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useConnectionChanges } from '../../services/connectionChanges';
import type { ConnectionDetails } from '../../services/connections';
import { useSave } from '../../services/save';
import { Fact, Facts } from '../Facts';
import { SaveTrouble } from '../SaveTrouble';
import { CertificateLines } from './CertificateLines';

/** What was and what would be; once where it stays. */
const changed = (before: string, after: string) => (before === after ? after : `${before} → ${after}`);

const reasons = ['ENTITY_ID_CHANGED', 'NO_KEY_KNOWN', 'SIGN_ON_HOST_CHANGED'] as const;

/** Fresh metadata that would make another IdP of a known one: what is known beside what came, and the decision. */
export function PendingBanner({ connection }: { connection: ConnectionDetails }) {
  const { t } = useTranslation();
  const changes = useConnectionChanges();
  const save = useSave();
  const waits = connection.pendingMetadata;
  if (!waits) return null;
  const reason = reasons.find((one) => one === waits.reason);
  return (
    <Alert color="orange" variant="outline" icon={<IconAlertTriangle size={18} />} title={t('connections.pending.title')}>
      <Stack gap="sm">
        <Text size="sm">
          {reason && t(`connections.pending.reason.${reason}`)} {t('connections.pending.text')}
        </Text>
        <Facts>
          <Fact label={t('connections.pending.entityId')}>{changed(connection.idpEntityId, waits.idpEntityId)}</Fact>
          <Fact label={t('connections.pending.signOn')}>{changed(connection.ssoRedirectUrl || connection.ssoPostUrl, waits.ssoUrl)}</Fact>
        </Facts>
        <CertificateLines label={t('connections.pending.known')} certificates={connection.certificates} />
        <CertificateLines label={t('connections.pending.fresh')} certificates={waits.certificates} />
        <SaveTrouble save={save} />
        <Group gap="xs">
          <Button loading={save.saving} onClick={() => void save.run(() => changes.decideMetadata(connection, true))}>
            {t('connections.pending.take')}
          </Button>
          <Button variant="default" disabled={save.saving} onClick={() => void save.run(() => changes.decideMetadata(connection, false))}>
            {t('connections.pending.drop')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

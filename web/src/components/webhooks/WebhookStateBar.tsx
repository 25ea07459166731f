import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useSave } from '../../services/save';
import { useWebhookChanges } from '../../services/webhookChanges';
import type { Webhook } from '../../services/webhooks';
import { SaveTrouble } from '../SaveTrouble';
import { webhookWhy } from './webhookWhy';

/** A webhook that is not told, or does not answer: why, and the way on. */
export function WebhookStateBar({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const changes = useWebhookChanges();
  const save = useSave();
  const { id, version, state, failingSince, waiting } = webhook;
  if (state === 'ACTIVE' && !failingSince) return null;
  const why = webhookWhy(webhook);
  const Icon = state === 'PAUSED' ? IconPlayerPause : IconAlertTriangle;
  return (
    <Alert color={state === 'DISABLED' ? 'red' : 'orange'} variant="outline" icon={<Icon size={18} />} title={t(`webhooks.is.${why}.title`)}>
      {t(`webhooks.is.${why}.text`, { instant: failingSince ? instant(failingSince) : '–', count: waiting })}
      <SaveTrouble save={save} />
      {state !== 'ACTIVE' && (
        <Group mt="sm">
          <Button loading={save.saving} onClick={() => void save.run(() => changes.update({ webhookId: id, expectedVersion: version, active: true }))}>
            {t('webhooks.resume')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

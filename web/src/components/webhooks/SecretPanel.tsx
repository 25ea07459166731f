import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useSave } from '../../services/save';
import { useWebhookChanges } from '../../services/webhookChanges';
import type { Webhook } from '../../services/webhooks';
import { SecretGate } from '../directories/SecretGate';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';

/** The secret that signs is replaced without a gap: for a day the former one signs beside it. */
export function SecretPanel({ webhook: { id, version, formerSecretUntil } }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const changes = useWebhookChanges();
  const save = useSave();
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = () =>
    save.run(async () => {
      const { outcome, secret: made } = await changes.rotate(id, version);
      setSecret(made);
      return outcome;
    });
  return (
    <Panel title={t('webhooks.tab.secret')}>
      <Text size="sm" mb="sm">
        {t('webhooks.secretText')}
      </Text>
      {formerSecretUntil && (
        <Text size="sm" mb="sm" data-testid="former">
          {t('webhooks.formerUntil', { instant: instant(formerSecretUntil) })}
        </Text>
      )}
      <SaveTrouble save={save} />
      {secret ? (
        <SecretGate values={[{ label: t('webhooks.signingSecret'), value: secret, secret: true }]} onStored={() => setSecret(null)} />
      ) : (
        <Button variant="default" loading={save.saving} onClick={() => void rotate()}>
          {t('webhooks.rotate')}
        </Button>
      )}
    </Panel>
  );
}

import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import type { Webhook } from '../../services/webhooks';
import { RowCard } from '../lists/RowCard';
import { told, WebhookLink } from './webhookColumns';
import { WebhookStateText } from './WebhookStateText';

/** A webhook as a card, where the screen is too narrow for columns. */
export function WebhookCard({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <RowCard name={<WebhookLink webhook={webhook} />} state={<WebhookStateText webhook={webhook} />}>
      {webhook.url}
      <Text size="sm" c="var(--mantine-color-text)" truncate>
        {told(webhook, t, names)}
      </Text>
    </RowCard>
  );
}

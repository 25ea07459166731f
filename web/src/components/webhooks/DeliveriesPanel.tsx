import { Button, Group, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEvery } from '../../services/every';
import { useSave } from '../../services/save';
import { useWebhookChanges } from '../../services/webhookChanges';
import { useDeliveries, type Webhook } from '../../services/webhooks';
import { deliveryStates, type WebhookSearch } from '../../services/webhooksSearch';
import { ListBody } from '../lists/ListBody';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { DeliveryList } from './DeliveryList';

interface Props {
  webhook: Webhook;
  search: WebhookSearch;
  onChange(part: Partial<WebhookSearch>): void;
}

/** What the receiver was told and what it answered, newest first; what waits is watched. */
export function DeliveriesPanel({ webhook, search, onChange }: Props) {
  const { t } = useTranslation();
  const deliveries = useDeliveries(webhook.id, search.state);
  const changes = useWebhookChanges();
  const save = useSave();
  useEvery(2000, webhook.state === 'ACTIVE', deliveries.retry);
  return (
    <Panel
      title={t('webhooks.deliveries')}
      aside={
        <Button variant="default" size="xs" loading={save.saving} onClick={() => void save.run(() => changes.test(webhook.id))}>
          {t('webhooks.test')}
        </Button>
      }
    >
      <SaveTrouble save={save} />
      <Group mb="sm">
        <SegmentedControl
          aria-label={t('webhooks.which')}
          data={(['ALL', ...deliveryStates] as const).map((value) => ({ value, label: t(`webhooks.show.${value}`) }))}
          value={search.state ?? 'ALL'}
          onChange={(value) => onChange({ state: value === 'ALL' ? undefined : (value as WebhookSearch['state']) })}
        />
      </Group>
      <ListBody list={deliveries} empty={t('webhooks.noDeliveries')} narrowed={Boolean(search.state)} onClear={() => onChange({ state: undefined })}>
        <DeliveryList deliveries={deliveries} told={webhook.state === 'ACTIVE'} openId={search.delivery} onOpen={(delivery) => onChange({ delivery })} />
      </ListBody>
    </Panel>
  );
}

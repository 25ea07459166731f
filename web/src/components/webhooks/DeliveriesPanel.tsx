import { Button, Group, SegmentedControl } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useEvery } from '../../services/every';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import { useWebhookChanges } from '../../services/webhookChanges';
import { useDeliveries, type Webhook } from '../../services/webhooks';
import { deliveryStates, type WebhookSearch } from '../../services/webhooksSearch';
import { BulkBar } from '../lists/BulkBar';
import { BulkRun } from '../lists/BulkRun';
import { DataTable } from '../lists/DataTable';
import { ListBody } from '../lists/ListBody';
import { RowCard } from '../lists/RowCard';
import { SearchField } from '../lists/SearchField';
import { useListView } from '../lists/useListView';
import { useSelection } from '../lists/useSelection';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { answerOf, DeliveryButton, deliveryColumns } from './deliveryColumns';
import { DeliveryStateText } from './DeliveryStateText';

interface Props {
  webhook: Webhook;
  search: WebhookSearch;
  onChange(part: Partial<WebhookSearch>): void;
}

/** What the receiver was told and what it answered, newest first; what waits is watched. */
export function DeliveriesPanel({ webhook, search, onChange }: Props) {
  const { t } = useTranslation();
  const deliveries = useDeliveries(webhook.id, search);
  const changes = useWebhookChanges();
  const save = useSave();
  const formats = useFormats();
  const names = useNames();
  const told = webhook.state === 'ACTIVE';
  const selection = useSelection(`${search.state ?? ''} ${search.q ?? ''}`);
  const open = useCallback((delivery: string) => onChange({ delivery }), [onChange]);
  const columns = useMemo(() => deliveryColumns({ t, formats, names }, told, open), [t, formats, names, told, open]);
  const { tools, ...view } = useListView({ page: 'deliveries', list: deliveries, columns, search, onChange });
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
      <Group mb="sm" justify="space-between">
        <SegmentedControl
          aria-label={t('webhooks.which')}
          data={(['ALL', ...deliveryStates] as const).map((value) => ({ value, label: t(`webhooks.show.${value}`) }))}
          value={search.state ?? 'ALL'}
          onChange={(value) => onChange({ state: value === 'ALL' ? undefined : (value as WebhookSearch['state']) })}
        />
        <Group>
          <SearchField label={t('lists.search')} value={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
          {tools}
        </Group>
      </Group>
      <BulkBar selection={selection} total={undefined}>
        <BulkRun selection={selection} label={t('webhooks.replay')} run={(deliveryId) => changes.replay({ deliveryId })} onDone={deliveries.retry} />
      </BulkBar>
      <ListBody list={deliveries} empty={t('webhooks.noDeliveries')} narrowed={Boolean(search.state ?? search.q)} onClear={() => onChange({ state: undefined, q: undefined })}>
        <DataTable
          {...view}
          snug
          label={t('webhooks.sent')}
          selection={selection}
          nameOf={({ action, createdAt }) => `${names.action(action)}, ${formats.moment(createdAt)}`}
          openId={search.delivery}
          onOpen={({ id }) => open(id)}
          card={(delivery) => (
            <RowCard name={<DeliveryButton delivery={delivery} names={names} onOpen={open} />} state={<DeliveryStateText delivery={delivery} told={told} />}>
              {formats.moment(delivery.createdAt)}
              <div>{answerOf(delivery, told, t, formats)}</div>
            </RowCard>
          )}
        />
      </ListBody>
    </Panel>
  );
}

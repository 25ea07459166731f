import { Button, Code, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEvery } from '../../services/every';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import { useWebhookChanges } from '../../services/webhookChanges';
import { indented, useDelivery, type DeliveryDetails } from '../../services/webhooks';
import { DrawerFrame } from '../DrawerFrame';
import { Fact, Facts } from '../Facts';
import { TroubleNotice } from '../Notice';
import { SaveTrouble } from '../SaveTrouble';
import { DeliveryStateText } from './DeliveryStateText';

/** One delivery: what is posted, what came back, and sending it again. */
export function DeliveryDrawer({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const { thing: delivery, trouble, retry } = useDelivery(id);
  useEvery(1500, delivery?.state === 'QUEUED', retry);
  return (
    <DrawerFrame title={delivery ? names.action(delivery.action) : t('webhooks.oneDelivery')} onClose={onClose}>
      {delivery ? <Details delivery={delivery} /> : trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : <Skeleton height={160} role="status" aria-label={t('list.loading')} />}
    </DrawerFrame>
  );
}

function Details({ delivery }: { delivery: DeliveryDetails }) {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const changes = useWebhookChanges();
  const save = useSave();
  const { id, eventId, seal, state, attempts, status, error, createdAt, nextAttemptAt, deliveredAt, request } = delivery;
  return (
    <Stack gap="md">
      <Facts>
        <Fact label={t('webhooks.stands')}>
          <DeliveryStateText delivery={delivery} />
        </Fact>
        <Fact label={t('webhooks.queuedAt')}>{moment(createdAt)}</Fact>
        {deliveredAt && <Fact label={t('webhooks.deliveredAt')}>{moment(deliveredAt)}</Fact>}
        {state === 'QUEUED' && <Fact label={t('webhooks.nextAttempt')}>{moment(nextAttemptAt)}</Fact>}
        <Fact label={t('webhooks.attempts')}>{number(attempts)}</Fact>
        <Fact label={t('webhooks.eventId')}>{eventId}</Fact>
        {seal > 0 && <Fact label={t('webhooks.seal')}>{number(seal)}</Fact>}
      </Facts>
      <section>
        <Title order={3} mb={6}>
          {t('webhooks.request')}
        </Title>
        <Code block data-testid="request">
          {indented(request)}
        </Code>
      </section>
      <section>
        <Title order={3} mb={6}>
          {t('webhooks.answer')}
        </Title>
        <Text size="sm" data-testid="answer">
          {attempts === 0 ? t('webhooks.notYet') : status > 0 ? t('webhooks.answered', { status }) : t('webhooks.noAnswer')}
          {error && status === 0 && ` (${error})`}
        </Text>
      </section>
      <div>
        <SaveTrouble save={save} />
        <Button onClick={() => void save.run(() => changes.replay({ deliveryId: id }))} loading={save.saving}>
          {t('webhooks.replay')}
        </Button>
        <Text size="xs" c="dimmed" mt="xs">
          {t('webhooks.replayHint')}
        </Text>
      </div>
    </Stack>
  );
}

import { Stack, Tabs, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { DeliveriesPanel } from '../components/webhooks/DeliveriesPanel';
import { DeliveryDrawer } from '../components/webhooks/DeliveryDrawer';
import { SecretPanel } from '../components/webhooks/SecretPanel';
import { WebhookSettings } from '../components/webhooks/WebhookSettings';
import { WebhookStateBar } from '../components/webhooks/WebhookStateBar';
import { WebhookStateText } from '../components/webhooks/WebhookStateText';
import { useOnReturn } from '../services/onReturn';
import { useWebhook, type Webhook } from '../services/webhooks';
import { webhookTabs, type WebhookSearch, type WebhookTab } from '../services/webhooksSearch';

const route = getRouteApi('/webhooks/$webhookId');

/** One webhook: what it was told, where and of what it is told, and its secret. */
export function WebhookPage() {
  const { t } = useTranslation();
  const { webhookId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { thing: webhook, trouble, retry } = useWebhook(webhookId);
  useOnReturn(retry);
  const change = useCallback((part: Partial<WebhookSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true }), [navigate]);
  return (
    <>
      <BackLink label={t('webhooks.title')} to="/webhooks" />
      <PageHead title={webhook?.name ?? t('webhooks.one')}>
        {webhook && (
          <Text component="span" size="sm">
            <WebhookStateText webhook={webhook} />
          </Text>
        )}
      </PageHead>
      {trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : !webhook ? <ListSkeleton /> : <Body webhook={webhook} search={search} onChange={change} onRemoved={() => void navigate({ to: '/webhooks' })} />}
      {search.delivery && <DeliveryDrawer id={search.delivery} onClose={() => change({ delivery: undefined })} />}
    </>
  );
}

interface Props {
  webhook: Webhook;
  search: WebhookSearch;
  onChange(part: Partial<WebhookSearch>): void;
  onRemoved(): void;
}

function Body({ webhook, search, onChange, onRemoved }: Props) {
  const { t } = useTranslation();
  const tab: WebhookTab = search.tab ?? 'deliveries';
  return (
    <PageBody>
      <WebhookStateBar webhook={webhook} />
      <Tabs value={tab} onChange={(value) => onChange({ tab: value === 'deliveries' ? undefined : (value as WebhookSearch['tab']) })}>
        <Tabs.List aria-label={t('webhooks.one')}>
          {webhookTabs.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {t(`webhooks.tab.${value}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Stack gap={14}>
            {tab === 'deliveries' && <DeliveriesPanel webhook={webhook} search={search} onChange={onChange} />}
            {tab === 'settings' && <WebhookSettings key={webhook.id} webhook={webhook} onRemoved={onRemoved} />}
            {tab === 'secret' && <SecretPanel webhook={webhook} />}
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </PageBody>
  );
}

import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ListBody } from '../components/lists/ListBody';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { NewWebhook } from '../components/webhooks/NewWebhook';
import { WebhookList } from '../components/webhooks/WebhookList';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';
import { useWebhooks } from '../services/webhooks';

const route = getRouteApi('/webhooks');

/** Other systems that are told of what happens. */
export function WebhooksPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const webhooks = useWebhooks();
  useOnReturn(webhooks.retry);
  if (!mayOpen(viewer, 'webhooks')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  const ask = (open?: true) => void navigate({ search: { new: open } });
  return (
    <>
      <PageHead title={t('webhooks.title')} count={webhooks.loading ? undefined : webhooks.rows.length}>
        <Button size="xs" onClick={() => ask(true)}>
          {t('webhooks.new')}
        </Button>
      </PageHead>
      <PageBody>
        <ListBody list={webhooks} empty={t('webhooks.empty')} narrowed={false} onClear={webhooks.retry}>
          <WebhookList webhooks={webhooks.rows} />
        </ListBody>
      </PageBody>
      {search.new && <NewWebhook onClose={() => ask()} onMade={(webhookId) => void navigate({ to: '/webhooks/$webhookId', params: { webhookId } })} />}
    </>
  );
}

import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../components/lists/DataTable';
import { ListBody } from '../components/lists/ListBody';
import { useListView } from '../components/lists/useListView';
import { TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { NewWebhook } from '../components/webhooks/NewWebhook';
import { WebhookCard } from '../components/webhooks/WebhookCard';
import { webhookColumns } from '../components/webhooks/webhookColumns';
import { useFormats } from '../services/format';
import { useNames } from '../services/names';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';
import { useWebhooks } from '../services/webhooks';
import type { WebhooksSearch } from '../services/webhooksSearch';

const route = getRouteApi('/webhooks');

/** Other systems that are told of what happens. */
export function WebhooksPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const formats = useFormats();
  const names = useNames();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const webhooks = useWebhooks();
  useOnReturn(webhooks.retry);
  const change = (part: Partial<WebhooksSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const columns = useMemo(() => webhookColumns(t, formats, names), [t, formats, names]);
  const { tools, field, found, ...view } = useListView({ page: 'webhooks', list: webhooks, columns, search, onChange: change, finds: true });
  if (!mayOpen(viewer, 'webhooks')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  const open = (webhookId: string) => void navigate({ to: '/webhooks/$webhookId', params: { webhookId } });
  const add = { label: t('webhooks.new'), run: () => change({ new: true }) };
  return (
    <>
      <PageHead title={t('webhooks.title')} count={webhooks.loading ? undefined : webhooks.rows.length}>
        {field}
        {tools}
        <Button onClick={add.run}>{add.label}</Button>
      </PageHead>
      <ListBody list={found} empty={t('webhooks.empty')} narrowed={search.q !== undefined} onClear={() => change({ q: undefined })} way={add}>
        <DataTable {...view} label={t('webhooks.title')} onOpen={({ id }) => open(id)} card={(webhook) => <WebhookCard webhook={webhook} />} />
      </ListBody>
      {search.new && <NewWebhook onClose={() => change({ new: undefined })} onMade={open} />}
    </>
  );
}

import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionCard } from '../components/connections/ConnectionCard';
import { connectionColumns } from '../components/connections/connectionColumns';
import { DomainsPanel } from '../components/connections/DomainsPanel';
import { DataTable } from '../components/lists/DataTable';
import { ListBody } from '../components/lists/ListBody';
import { useListView } from '../components/lists/useListView';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { useConnections, useDomains } from '../services/connections';
import { useFormats } from '../services/format';
import type { ListSearch } from '../services/listSearch';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/connections');

/** How people sign in: the IdPs, and the e-mail domains that lead to them. */
export function ConnectionsPage() {
  const viewer = useViewer();
  return mayOpen(viewer, 'connections') ? <Page /> : <TroubleNotice trouble={{ kind: 'denied' }} alone />;
}

function Page() {
  const { t } = useTranslation();
  const formats = useFormats();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const connections = useConnections();
  const domains = useDomains();
  useOnReturn(connections.retry);
  const columns = useMemo(() => connectionColumns(t, formats), [t, formats]);
  const change = (part: ListSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const { tools, field, found, ...view } = useListView({
    ...{ page: 'connections', list: connections, columns, search, finds: true },
    onChange: change,
  });
  const way = { label: t('connections.new.title'), run: () => void navigate({ to: '/connections/new' }) };
  return (
    <>
      <PageHead title={t('connections.title')} count={connections.loading ? undefined : connections.rows.length}>
        {field}
        {tools}
        <Button component={Link} to="/connections/new" size="xs">
          {t('connections.new.title')}
        </Button>
      </PageHead>
      <ListBody list={found} empty={t('connections.empty')} narrowed={search.q !== undefined} onClear={() => change({ q: undefined })} way={way}>
        <DataTable
          {...view}
          snug
          label={t('connections.title')}
          onOpen={({ id }) => void navigate({ to: '/connections/$connectionId', params: { connectionId: id } })}
          card={(connection) => <ConnectionCard connection={connection} />}
        />
      </ListBody>
      <PageBody>{!domains.loading && !domains.trouble && <DomainsPanel domains={domains.rows} connectionId={null} onChanged={domains.retry} />}</PageBody>
    </>
  );
}

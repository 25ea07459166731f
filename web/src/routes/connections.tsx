import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConnectionList } from '../components/connections/ConnectionList';
import { DomainsPanel } from '../components/connections/DomainsPanel';
import { ListBody } from '../components/lists/ListBody';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { useConnections, useDomains } from '../services/connections';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

/** How people sign in: the IdPs, and the e-mail domains that lead to them. */
export function ConnectionsPage() {
  const viewer = useViewer();
  return mayOpen(viewer, 'connections') ? <Page /> : <TroubleNotice trouble={{ kind: 'denied' }} alone />;
}

function Page() {
  const { t } = useTranslation();
  const connections = useConnections();
  const domains = useDomains();
  useOnReturn(connections.retry);
  return (
    <>
      <PageHead title={t('connections.title')} count={connections.loading ? undefined : connections.rows.length}>
        <Button component={Link} to="/connections/new" size="xs">
          {t('connections.new.title')}
        </Button>
      </PageHead>
      <PageBody>
        <ListBody list={connections} empty={t('connections.empty')} narrowed={false} onClear={connections.retry}>
          <ConnectionList connections={connections.rows} />
        </ListBody>
        {!domains.loading && !domains.trouble && <DomainsPanel domains={domains.rows} connectionId={null} onChanged={domains.retry} />}
      </PageBody>
    </>
  );
}

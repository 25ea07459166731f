import { Stack, Tabs } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { CertificatesPanel } from '../components/connections/CertificatesPanel';
import { ConnectionState } from '../components/connections/ConnectionState';
import { DomainsPanel } from '../components/connections/DomainsPanel';
import { EndConnection } from '../components/connections/EndConnection';
import { EnforcePanel } from '../components/connections/EnforcePanel';
import { LinkPanel } from '../components/connections/LinkPanel';
import { OptionsForm } from '../components/connections/OptionsForm';
import { PendingBanner } from '../components/connections/PendingBanner';
import { SetupPanel } from '../components/connections/SetupPanel';
import { TestPanel } from '../components/connections/TestPanel';
import { vendorOf } from '../components/connections/vendors';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { tabs, useConnection, type ConnectionDetails, type ConnectionSearch, type Tab } from '../services/connections';
import { useOnReturn } from '../services/onReturn';

const route = getRouteApi('/connections/$connectionId');

/** One sign-in connection: its set-up step by step, what a test showed, domains, keys and rules. */
export function ConnectionPage() {
  const { t } = useTranslation();
  const { connectionId } = route.useParams();
  const { thing: connection, trouble, retry } = useConnection(connectionId);
  useOnReturn(retry);
  return (
    <>
      <BackLink label={t('connections.title')} to="/connections" />
      <PageHead title={connection?.name ?? t('connections.one')}>
        {connection && <ConnectionState connection={connection} />}
      </PageHead>
      {trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : !connection ? <ListSkeleton /> : <Body key={connection.id} connection={connection} onChanged={retry} />}
    </>
  );
}

interface Props {
  connection: ConnectionDetails;
  onChanged(): void;
}

function Body({ connection, onChanged }: Props) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: Partial<ConnectionSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const tab: Tab = search.tab ?? 'setup';
  const offered = tabs.filter((one) => one !== 'certificates' || connection.kind === 'SAML');
  return (
    <PageBody>
      <PendingBanner connection={connection} />
      <Tabs value={tab} onChange={(value) => change({ tab: value === 'setup' ? undefined : (value as Exclude<Tab, 'setup'>) })}>
        <Tabs.List aria-label={t('connections.one')}>
          {offered.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {t(`connections.tab.${value}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Stack gap={14}>
            <Shown tab={tab} connection={connection} search={search} onSearch={change} onChanged={onChanged} />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </PageBody>
  );
}

interface ShownProps extends Props {
  tab: Tab;
  search: ConnectionSearch;
  onSearch(part: Partial<ConnectionSearch>): void;
}

function Shown({ tab, connection, search, onSearch, onChanged }: ShownProps) {
  const navigate = useNavigate();
  switch (tab) {
    case 'test':
      return <TestPanel connection={connection} run={search.run} onRun={(run) => onSearch({ run })} onChanged={onChanged} />;
    case 'domains':
      return <DomainsPanel domains={connection.domains} connectionId={connection.id} onChanged={onChanged} />;
    case 'certificates':
      return <CertificatesPanel connection={connection} />;
    case 'settings':
      return (
        <>
          <OptionsForm connection={connection} />
          <EnforcePanel connection={connection} />
          {connection.state !== 'DRAFT' && <LinkPanel connection={connection} />}
          <EndConnection connection={connection} onRemoved={() => void navigate({ to: '/connections' })} />
        </>
      );
    default:
      return <SetupPanel connection={connection} vendor={search.vendor ?? vendorOf(connection.issuer || connection.idpEntityId)} onVendor={(vendor) => onSearch({ vendor })} onTest={() => onSearch({ tab: 'test' })} />;
  }
}

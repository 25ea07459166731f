import { Stack, Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { BrakeBanner } from '../components/directories/BrakeBanner';
import { ConflictsPanel } from '../components/directories/ConflictsPanel';
import { CredentialsPanel } from '../components/directories/CredentialsPanel';
import { EventDrawer } from '../components/directories/EventDrawer';
import { GroupsPanel } from '../components/directories/GroupsPanel';
import { HealthPanel } from '../components/directories/HealthPanel';
import { LogPanel } from '../components/directories/LogPanel';
import { SettingsForm } from '../components/directories/SettingsForm';
import { StateBar } from '../components/directories/StateBar';
import { StateText } from '../components/directories/StateText';
import { StreamsPanel } from '../components/directories/StreamsPanel';
import { Timeline } from '../components/directories/Timeline';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { TroubleNotice } from '../components/Notice';
import { Columns, PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { tabs, useDirectory, type DirectoryDetails, type DirectorySearch, type Tab } from '../services/directories';
import { useOnReturn } from '../services/onReturn';

const route = getRouteApi('/directories/$directoryId');

/** One directory: what it does, what stands in its way, and everything that can be set. */
export function DirectoryPage() {
  const { t } = useTranslation();
  const { directoryId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { thing: directory, trouble, retry } = useDirectory(directoryId);
  useOnReturn(retry);
  const change = (part: Partial<DirectorySearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <>
      <BackLink label={t('directories.title')} to="/directories" />
      <PageHead title={directory?.name ?? t('directories.one')}>
        {directory && <StateText directory={directory} />}
      </PageHead>
      {trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : !directory ? <ListSkeleton /> : <Body directory={directory} search={search} onChange={change} />}
      {search.event && <EventDrawer id={search.event} onClose={() => change({ event: undefined })} />}
    </>
  );
}

interface Props {
  directory: DirectoryDetails;
  search: DirectorySearch;
  onChange(part: Partial<DirectorySearch>): void;
}

function Body({ directory, search, onChange }: Props) {
  const { t } = useTranslation();
  const tab: Tab = search.tab ?? 'log';
  const show = (next: Tab) => onChange({ tab: next === 'log' ? undefined : next });
  return (
    <PageBody>
      {directory.openBrake && <BrakeBanner brake={directory.openBrake} />}
      <StateBar directory={directory} onPreviewed={() => onChange({ tab: undefined, outcome: 'previewed' })} />
      <Tabs value={tab} onChange={(value) => show(value as Tab)}>
        <Tabs.List aria-label={t('directories.one')}>
          {tabs.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {t(`directories.tab.${value}`)}
              {value === 'conflicts' && directory.conflictCount > 0 && ` (${directory.conflictCount})`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Stack gap={14}>
            <Shown tab={tab} directory={directory} search={search} onChange={onChange} />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </PageBody>
  );
}

function Shown({ tab, directory, search, onChange }: Props & { tab: Tab }) {
  switch (tab) {
    case 'groups':
      return <GroupsPanel directoryId={directory.id} />;
    case 'conflicts':
      return <ConflictsPanel directory={directory} />;
    case 'credentials':
      return <CredentialsPanel directory={directory} />;
    case 'streams':
      return <StreamsPanel directory={directory} />;
    case 'settings':
      return <SettingsForm key={directory.id} directory={directory} />;
    default:
      return (
        <>
          <Columns>
            <HealthPanel directory={directory} onCause={(cause) => onChange({ cause, outcome: 'failed', q: undefined })} />
            <Timeline directoryId={directory.id} search={search} onChange={onChange} />
          </Columns>
          <LogPanel directoryId={directory.id} search={search} onChange={onChange} />
        </>
      );
  }
}

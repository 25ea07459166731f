import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { HistoryList } from '../components/HistoryList';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { CompanyForm } from '../components/settings/CompanyForm';
import { useSettings, useSettingsHistory } from '../services/settings';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/settings');

/** The company's settings, each with what it does, and their history. */
export function SettingsPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  if (!mayOpen(viewer, 'settings')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <PageHead title={t('settings.title')} />
      <PageBody>
        <Tabs value={tab ?? 'settings'} onChange={(value) => void navigate({ search: { tab: value === 'history' ? value : undefined }, replace: true })}>
          <Tabs.List aria-label={t('settings.title')}>
            <Tabs.Tab value="settings">{t('nav.settings')}</Tabs.Tab>
            <Tabs.Tab value="history" disabled={!viewer.permissions.has('history.view')}>
              {t('user.tab.history')}
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="settings" pt="md" style={{ display: 'flex', flexDirection: 'column', gap: 14 }}>
            <Present />
          </Tabs.Panel>
          <Tabs.Panel value="history" pt="md">
            {tab === 'history' && <Past />}
          </Tabs.Panel>
        </Tabs>
      </PageBody>
    </>
  );
}

function Present() {
  const { thing: settings, trouble, retry } = useSettings();
  if (settings) return <CompanyForm settings={settings} />;
  return trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : <ListSkeleton />;
}

function Past() {
  return <HistoryList history={useSettingsHistory()} />;
}

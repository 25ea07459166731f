import { Group, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUserHistory } from '../../services/history';
import type { UserDetails } from '../../services/user';
import { useViewer } from '../../services/viewerContext';
import { HistoryList } from '../HistoryList';
import { UserLeave } from '../absence/UserLeave';
import { LimitsForm } from './LimitsForm';
import { PreferencesForm } from './PreferencesForm';
import { Status } from '../Status';
import { UserProfile } from './UserProfile';

const everyTab = ['profile', 'preferences', 'limits', 'absence', 'history'] as const;
type Tab = (typeof everyTab)[number];

/** One person, beside the list. What was typed in one tab stays while another is open. */
export function UserDrawer({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>('profile');
  // What was typed into the leave stays while another tab is open.
  const [seen, setSeen] = useState(false);
  const open = (next: Tab) => {
    setTab(next);
    if (next === 'absence') setSeen(true);
  };
  const mayReadHistory = useViewer().permissions.has('history.view');
  const tabs = everyTab.filter((name) => name !== 'history' || mayReadHistory);
  return (
    <>
      <Group justify="space-between" mb="md" gap="sm">
        <Text size="sm" c="dimmed">
          {user.email}
        </Text>
        <Text component="span" size="sm">
          <Status tone={user.active ? 'good' : 'quiet'}>{t(user.active ? 'status.ACTIVE' : 'status.INACTIVE')}</Status>
        </Text>
      </Group>
      <Tabs value={tab} onChange={(value) => open(value as Tab)}>
        <Tabs.List mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`user.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="profile">
          <UserProfile user={user} />
        </Tabs.Panel>
        <Tabs.Panel value="preferences">
          <PreferencesForm user={user} />
        </Tabs.Panel>
        <Tabs.Panel value="limits">
          <LimitsForm user={user} />
        </Tabs.Panel>
        <Tabs.Panel value="absence">{seen && <UserLeave id={user.id} />}</Tabs.Panel>
        <Tabs.Panel value="history">{tab === 'history' && <UserHistory id={user.id} />}</Tabs.Panel>
      </Tabs>
    </>
  );
}

function UserHistory({ id }: { id: string }) {
  return <HistoryList history={useUserHistory(id)} />;
}

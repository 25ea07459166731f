import { Divider, Group, Stack, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUserHistory } from '../../services/history';
import { tabs, type UserTab } from '../../services/userTabs';
import type { UserDetails } from '../../services/user';
import { useViewer } from '../../services/viewerContext';
import { UserLeave } from '../absence/UserLeave';
import { HistoryList } from '../HistoryList';
import { Status } from '../Status';
import { LimitsForm } from './LimitsForm';
import { ManagerForm } from './ManagerForm';
import { PreferencesForm } from './PreferencesForm';
import { SignInTab } from './SignInTab';
import { UserProfile } from './UserProfile';

interface Props {
  user: UserDetails;
  tab: UserTab;
  onTab(tab: UserTab): void;
}

/** One person, beside the list. What was typed in one tab stays while another is open. */
export function UserDrawer({ user, tab, onTab }: Props) {
  const { t } = useTranslation();
  // A tab is drawn when it is opened, and stays.
  const [seen, setSeen] = useState<ReadonlySet<UserTab>>(new Set());
  if (!seen.has(tab)) setSeen(new Set([...seen, tab]));
  const mayReadHistory = useViewer().permissions.has('history.view');
  const shown = tabs.filter((name) => name !== 'history' || mayReadHistory);
  const panels = {
    profile: <UserProfile user={user} />,
    preferences: (
      <Stack gap="md">
        <ManagerForm user={user} />
        <Divider />
        <PreferencesForm user={user} />
      </Stack>
    ),
    limits: <LimitsForm user={user} />,
    absence: <UserLeave id={user.id} />,
    signIn: <SignInTab user={user} />,
    history: <UserHistory id={user.id} />,
  };
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
      <Tabs
        value={tab}
        onChange={(value) => onTab(value as UserTab)}
        // Hidden forms go on telling that they hold input.
        keepMountedMode="display-none"
        styles={{ tab: { paddingInline: 10 } }}
      >
        <Tabs.List mb="md">
          {shown.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`user.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map((name) => (
          <Tabs.Panel key={name} value={name}>
            {seen.has(name) && panels[name]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

function UserHistory({ id }: { id: string }) {
  return <HistoryList history={useUserHistory(id)} />;
}

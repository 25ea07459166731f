import { Button, Stack, Tabs } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { KeysPanel } from '../components/me/KeysPanel';
import { ProfileForm } from '../components/me/ProfileForm';
import { SessionsPanel } from '../components/me/SessionsPanel';
import { SignInPanel } from '../components/me/SignInPanel';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { tabs, useMe, type Me, type Tab } from '../services/me';
import { useOnReturn } from '../services/onReturn';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/me');

/** Everybody's own page: profile, how they sign in, where they are signed in, their keys. */
export function MePage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const { thing: me, trouble, retry } = useMe();
  useOnReturn(retry);
  return (
    <>
      <PageHead title={t('me.title', { name: viewer.name })}>
        {viewer.staff && (
          <>
            <Button component={Link} to="/out-of-office" variant="subtle" size="xs">
              {t('me.leave')}
            </Button>
            <Button component={Link} to="/notices" variant="subtle" size="xs">
              {t('me.notices')}
            </Button>
          </>
        )}
      </PageHead>
      {trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : !me ? <ListSkeleton /> : <Body me={me} staff={viewer.staff} />}
    </>
  );
}

function Body({ me, staff }: { me: Me; staff: boolean }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tab: Tab = search.tab ?? 'profile';
  return (
    <PageBody>
      <Tabs value={tab} onChange={(value) => void navigate({ search: { tab: value === 'profile' ? undefined : (value as Exclude<Tab, 'profile'>) }, replace: true })}>
        <Tabs.List aria-label={me.profile.name}>
          {tabs
            .filter((value) => staff || value !== 'keys')
            .map((value) => (
              <Tabs.Tab key={value} value={value}>
                {t(`me.tab.${value}`)}
              </Tabs.Tab>
            ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Stack gap={14}>
            <Shown tab={tab} me={me} />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </PageBody>
  );
}

function Shown({ tab, me }: { tab: Tab; me: Me }) {
  switch (tab) {
    case 'signin':
      return <SignInPanel me={me} />;
    case 'sessions':
      return <SessionsPanel userId={me.profile.id} />;
    case 'keys':
      return <KeysPanel userId={me.profile.id} />;
    default:
      return <ProfileForm me={me} />;
  }
}

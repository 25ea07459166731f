import { Skeleton, Stack } from '@mantine/core';
import { getRouteApi, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DrawerFrame } from '../components/DrawerFrame';
import { TroubleNotice } from '../components/Notice';
import { UserDrawer } from '../components/people/UserDrawer';
import { UnsavedPlace } from '../components/unsaved';
import { useUser } from '../services/user';
import { tabOf } from '../services/userTabs';

const route = getRouteApi('/users/$userId');

/** One person, beside the list; closing leads back to the list as it was. */
export function UserPage() {
  const { t } = useTranslation();
  const { userId } = route.useParams();
  const tab = tabOf(useParams({ strict: false }).tab);
  const navigate = route.useNavigate();
  const { thing: user, trouble, retry } = useUser(userId);
  const open = (next: string) =>
    void (next === 'profile'
      ? navigate({ to: '/users/$userId', params: { userId }, search: true, replace: true })
      : navigate({ to: '/users/$userId/$tab', params: { userId, tab: next }, search: true, replace: true }));
  return (
    <DrawerFrame size={620} title={user?.name ?? t('user.person')} onClose={() => void navigate({ to: '/users', search: true })}>
      {user ? (
        <UnsavedPlace value={`/users/${user.id}`}>
          <UserDrawer key={user.id} user={user} tab={tab} onTab={open} />
        </UnsavedPlace>
      ) : trouble ? (
        <TroubleNotice trouble={trouble} onRetry={retry} />
      ) : (
        <Stack role="status" aria-label={t('user.loading')}>
          <Skeleton height={14} width="60%" />
          <Skeleton height={120} />
          <Skeleton height={60} />
        </Stack>
      )}
    </DrawerFrame>
  );
}

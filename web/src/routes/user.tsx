import { Skeleton, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DrawerFrame } from '../components/DrawerFrame';
import { TroubleNotice } from '../components/Notice';
import { UserDrawer } from '../components/people/UserDrawer';
import { useUser } from '../services/user';

const route = getRouteApi('/users/$userId');

/** One person, beside the list; closing leads back to the list as it was. */
export function UserPage() {
  const { t } = useTranslation();
  const { userId } = route.useParams();
  const navigate = route.useNavigate();
  const { thing: user, trouble, retry } = useUser(userId);
  return (
    <DrawerFrame title={user?.name ?? t('user.person')} onClose={() => void navigate({ to: '/users', search: true })}>
      {user ? (
        <UserDrawer key={user.id} user={user} />
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

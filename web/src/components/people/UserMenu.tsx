import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../services/users';

const OpenUserMenu = lazy(() => import('./OpenUserMenu').then(({ OpenUserMenu }) => ({ default: OpenUserMenu })));

/** The menu at the end of a row; a list draws many of them, so what is in it comes when it is opened. */
export function UserMenu({ user }: { user: UserRow }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const button = (
    <ActionIcon variant="subtle" color="gray" size={26} aria-label={t('people.menu', { name: user.name })} aria-haspopup="menu" onClick={() => setWanted(true)}>
      <IconDots size={16} aria-hidden />
    </ActionIcon>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <OpenUserMenu user={user} />
    </Suspense>
  );
}

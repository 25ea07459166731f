import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../services/users';
import { EditCell } from './EditCell';
import { ManagerCell } from './ManagerCell';

const Form = lazy(() => import('./ManagerPopover').then(({ ManagerPopover }) => ({ default: ManagerPopover })));

/** The direct manager in the list, changed where it stands. */
export function InlineManager({ user }: { user: UserRow }) {
  const { t } = useTranslation();
  return (
    <EditCell label={t('people.edit.manager', { name: user.name })} ability={user.can('mfa')} form={(close) => <Form user={user} onDone={close} />}>
      <ManagerCell manager={user.manager} />
    </EditCell>
  );
}

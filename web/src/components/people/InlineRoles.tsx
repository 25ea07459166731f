import { Text } from '@mantine/core';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import type { UserRow } from '../../services/users';
import { EditCell } from './EditCell';

const Form = lazy(() => import('./RolesPopover').then(({ RolesPopover }) => ({ default: RolesPopover })));

/** The roles in the list, changed where they stand. */
export function InlineRoles({ user }: { user: UserRow }) {
  const { t } = useTranslation();
  const names = useNames();
  const held = [...new Set(user.roles.map(({ name }) => names.role(name)))].join(', ');
  return (
    <EditCell label={t('people.edit.roles', { name: user.name })} ability={user.can('roles')} form={(close) => <Form user={user} onDone={close} />}>
      {held || (
        <Text component="span" size="sm" c="dimmed">
          {t('users.noRoles')}
        </Text>
      )}
    </EditCell>
  );
}

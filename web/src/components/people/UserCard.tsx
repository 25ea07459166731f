import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import type { UserRow } from '../../services/users';
import classes from '../lists/DataTable.module.css';
import { ManagerCell } from './ManagerCell';
import { StatusCell } from './StatusCell';

/** A person as a card, where the screen is too narrow for columns. */
export function UserCard({ user }: { user: UserRow }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Link to="/users/$userId" params={{ userId: user.id }} search className={classes.link}>
          {user.name}
        </Link>
        <Text component="span" size="sm">
          <StatusCell user={user} />
        </Text>
      </Group>
      <Text size="sm" c="dimmed" truncate>
        {user.email}
      </Text>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" truncate>
          {user.roles.map(({ name }) => names.role(name)).join(', ') || t('users.noRoles')}
        </Text>
        <Text component="span" size="sm">
          <ManagerCell manager={user.manager} />
        </Text>
      </Group>
    </>
  );
}

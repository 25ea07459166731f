import { Badge, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionRow } from '../../services/connections';

const colors = { DRAFT: 'blue', ACTIVE: 'gray', DISABLED: 'red' } as const;

/** Whether people can sign in by a connection, and whether they must. */
export function ConnectionState({ connection: { state, enforced } }: { connection: ConnectionRow }) {
  const { t } = useTranslation();
  return (
    <Group gap={6} wrap="nowrap">
      <Badge variant="outline" color={colors[state]} size="sm" radius="sm" tt="none">
        {t(`connections.state.${state}`)}
      </Badge>
      {enforced && (
        <Badge variant="outline" color="orange" size="sm" radius="sm" tt="none">
          {t('connections.enforced')}
        </Badge>
      )}
    </Group>
  );
}

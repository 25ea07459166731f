import { Button, Group, Loader, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLog } from '../../services/provisioning';

/** Waits for the IdP's first request, and says what it was. */
export function FirstRequest({ directoryId }: { directoryId: string }) {
  const { t, i18n } = useTranslation();
  const { rows } = useLog(directoryId, {}, i18n.language);
  const first = rows.at(-1);
  return (
    <Group gap="sm" aria-live="polite">
      {first ? (
        <>
          <Text size="sm" fw={500} data-testid="first-request">
            {t('directories.connect.arrived', { method: first.method, path: first.path, status: first.status })}
          </Text>
          <Button component={Link} to={`/directories/${directoryId}`} size="xs">
            {t('directories.connect.watch')}
          </Button>
        </>
      ) : (
        <>
          <Loader size="xs" aria-hidden />
          <Text size="sm" c="dimmed">
            {t('directories.connect.waiting')}
          </Text>
        </>
      )}
    </Group>
  );
}

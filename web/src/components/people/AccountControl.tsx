import { Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSave } from '../../services/save';
import { useUserChanges, type UserDetails } from '../../services/user';
import { SaveTrouble } from '../SaveTrouble';

/** Deactivates or activates the account, or says why that is not possible here. */
export function AccountControl({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const save = useSave();
  const changes = useUserChanges(user);
  const action = user.active ? 'deactivate' : 'activate';
  const { allowed, reason } = user.can(action);
  const run = async () => {
    const written = await save.run(changes[action]);
    setAsking(false);
    if (!written) return;
    notifications.show({
      message: t(user.active ? 'user.deactivated' : 'user.activated', { name: user.name }),
      closeButtonProps: { 'aria-label': t('user.close') },
    });
  };
  return (
    <Stack gap="xs">
      {!user.active && (
        <Text size="sm">
          {t('user.inactiveBecause', { reasons: user.inactiveReasons.map((because) => t(`inactive.${because}`)).join(', ') })}
        </Text>
      )}
      <SaveTrouble save={save} />
      {asking ? (
        <>
          <Text size="sm">{t('user.deactivateText')}</Text>
          <Group gap="xs">
            <Button color="red" loading={save.saving} onClick={() => void run()}>
              {t('user.deactivateConfirm', { name: user.name })}
            </Button>
            <Button variant="subtle" onClick={() => setAsking(false)}>
              {t('user.cancel')}
            </Button>
          </Group>
        </>
      ) : (
        <Group gap="xs">
          <Tooltip label={reason} disabled={allowed || !reason}>
            <Button
              variant="default"
              loading={save.saving}
              data-disabled={!allowed || undefined}
              aria-disabled={!allowed}
              onClick={() => allowed && (user.active ? setAsking(true) : void run())}
            >
              {t(`user.${action}`)}
            </Button>
          </Tooltip>
          {!allowed && reason && (
            <Text size="xs" c="dimmed">
              {reason}
            </Text>
          )}
        </Group>
      )}
    </Stack>
  );
}

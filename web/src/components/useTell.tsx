import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../services/save';

/** Tells that something was done; what can be taken back offers it for as long as the message stands. */
export function useTell() {
  const { t } = useTranslation();
  return useCallback(
    (message: ReactNode, undo?: () => Promise<Outcome>) => {
      if (!undo) return void notifications.show({ message });
      const id = notifications.show({
        autoClose: 20_000,
        message: (
          <Group justify="space-between" wrap="nowrap" gap="sm">
            {message}
            <Button variant="subtle" size="compact-sm" onClick={() => void takeBack()}>
              {t('undo.undo')}
            </Button>
          </Group>
        ),
      });
      const takeBack = async () => {
        notifications.hide(id);
        const { written, refusals } = await undo();
        notifications.show({ message: written ? t('undo.undone') : (refusals[0]?.message ?? t('undo.failed')) });
      };
    },
    [t],
  );
}

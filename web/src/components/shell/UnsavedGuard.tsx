import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { losesInput, UnsavedProvider, type Unsaved } from '../unsaved';

/** Asks before input is lost by going elsewhere; closing the window is asked by the browser. */
export function UnsavedGuard({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [unsaved] = useState<Unsaved>(() => new Map());
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => losesInput(unsaved, next.pathname),
    enableBeforeUnload: () => unsaved.size > 0,
    withResolver: true,
  });
  const blocked = blocker.status === 'blocked';
  return (
    <UnsavedProvider value={unsaved}>
      {children}
      <Modal opened={blocked} onClose={() => blocker.reset?.()} title={t('unsaved.title')} centered zIndex={400} withCloseButton={false}>
        <Stack gap="md">
          <Text size="sm">{t('unsaved.text')}</Text>
          <Group gap="xs">
            <Button onClick={() => blocker.reset?.()} data-autofocus>
              {t('unsaved.stay')}
            </Button>
            <Button variant="default" onClick={() => blocker.proceed?.()}>
              {t('unsaved.leave')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </UnsavedProvider>
  );
}

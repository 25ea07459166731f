import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DialogFrame } from '../DialogFrame';

/** Stay, or lose what was entered. */
export function UnsavedDialog({ onStay, onLeave }: { onStay(): void; onLeave(): void }) {
  const { t } = useTranslation();
  return (
    <DialogFrame onClose={onStay} title={t('unsaved.title')} centered zIndex={400} withCloseButton={false}>
      <Stack gap="md">
        <Text size="sm">{t('unsaved.text')}</Text>
        <Group gap="xs">
          <Button onClick={onStay} data-autofocus>
            {t('unsaved.stay')}
          </Button>
          <Button variant="default" onClick={onLeave}>
            {t('unsaved.leave')}
          </Button>
        </Group>
      </Stack>
    </DialogFrame>
  );
}

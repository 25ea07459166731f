import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  label: string;
  /** What will be gone or can't be taken back. */
  text: string;
  confirm: string;
  saving: boolean;
  onConfirm(): void;
}

/** Something that can't be taken back: asked once more, where it was pressed. */
export function ConfirmButton({ label, text, confirm, saving, onConfirm }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <div>
        <Button size="xs" variant="default" onClick={() => setAsked(true)}>
          {label}
        </Button>
      </div>
    );
  }
  return (
    <Group gap="xs" role="group" aria-label={label}>
      <Text size="sm">{text}</Text>
      <Button size="xs" color="red" variant="outline" loading={saving} onClick={onConfirm}>
        {confirm}
      </Button>
      <Button size="xs" variant="subtle" onClick={() => setAsked(false)}>
        {t('directories.cancel')}
      </Button>
    </Group>
  );
}

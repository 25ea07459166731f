import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DialogFrame } from '../DialogFrame';

interface Props {
  title: string;
  text: string;
  /** To how many rows it would be done. */
  count: number;
  onYes(): void;
  onNo(): void;
}

/** Asks before something that can't be taken back is done to several rows. */
export function SureDialog({ title, text, count, onYes, onNo }: Props) {
  const { t } = useTranslation();
  return (
    <DialogFrame onClose={onNo} title={title}>
      <Text size="sm" mb="md">
        {t('lists.chosen', { count })}. {text}
      </Text>
      <Group gap="xs">
        <Button color="red" variant="outline" onClick={onYes}>
          {title}
        </Button>
        <Button variant="subtle" onClick={onNo}>
          {t('user.cancel')}
        </Button>
      </Group>
    </DialogFrame>
  );
}

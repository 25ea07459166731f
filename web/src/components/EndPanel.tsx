import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { useSave } from '../services/save';
import { Panel } from './Panel';
import { SaveTrouble } from './SaveTrouble';

interface Props {
  title: string;
  text: string;
  save: ReturnType<typeof useSave>;
  /** What has to be typed before it is removed. */
  name: string;
  typeName: string;
  remove: string;
  removeText?: string;
  removeConfirm: string;
  onRemove(): void;
  /** Why it may not be removed now is in the text. */
  kept?: boolean;
  /** The button that switches it off and on. */
  children?: ReactNode;
}

/** Switches something off for a while, or removes it for good once its name was typed. */
export function EndPanel({ title, text, save, name, typeName, remove, removeText, removeConfirm, onRemove, kept = false, children }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  return (
    <Panel title={title}>
      <Stack gap="sm">
        <Text size="sm">{text}</Text>
        <SaveTrouble save={save} />
        {asked ? (
          <Stack gap="sm" maw={420} role="group" aria-label={remove}>
            {removeText && <Text size="sm">{removeText}</Text>}
            <TextInput label={typeName} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autoComplete="off" />
            <Group gap="xs">
              <Button color="red" loading={save.saving} disabled={typed !== name} onClick={onRemove}>
                {removeConfirm}
              </Button>
              <Button variant="subtle" onClick={() => setAsked(false)}>
                {t('directories.cancel')}
              </Button>
            </Group>
          </Stack>
        ) : (
          <Group gap="xs">
            {children}
            <Button variant="default" disabled={kept} onClick={() => setAsked(true)}>
              {remove}
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

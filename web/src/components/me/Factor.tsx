import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../services/save';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';
import { Status } from '../Status';
import classes from './Factor.module.css';

interface Props {
  title: string;
  text: string;
  on: boolean;
  children?: ReactNode;
}

/** One way to prove who one is: what it is, whether it is set up, and what can be done. */
export function Factor({ title, text, on, children }: Props) {
  const { t } = useTranslation();
  return (
    <li className={classes.factor}>
      <Group justify="space-between" gap="sm" fz="sm">
        <Text fw={600}>{title}</Text>
        <Status tone={on ? 'good' : 'quiet'}>{t(on ? 'me.factor.on' : 'me.factor.off')}</Status>
      </Group>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
      <Stack gap="sm" mt={6}>
        {children}
      </Stack>
    </li>
  );
}

/** Takes a factor away, once the person has said so twice. */
export function Removal({ label, text, remove }: { label: string; text: string; remove(): Promise<Outcome> }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const save = useSave();
  return (
    <div>
      <SaveTrouble save={save} />
      {asked ? (
        <Group gap="xs" role="group" aria-label={label}>
          <Text size="sm">{text}</Text>
          <Button size="xs" color="red" variant="outline" loading={save.saving} onClick={() => void save.run(remove).then((written) => written && setAsked(false))}>
            {t('me.factor.removeConfirm')}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => setAsked(false)}>
            {t('directories.cancel')}
          </Button>
        </Group>
      ) : (
        <Button size="xs" variant="default" onClick={() => setAsked(true)}>
          {label}
        </Button>
      )}
    </div>
  );
}

import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApplicationChanges, type Application } from '../../services/applications';
import { useSave } from '../../services/save';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';

/** Switches an application off, or removes it once its name was typed: its tokens are dead at once. */
export function EndPanel({ application, onRemoved }: { application: Application; onRemoved(): void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  const changes = useApplicationChanges();
  const save = useSave();
  const off = application.state === 'DISABLED';
  const remove = async () => {
    if (await save.run(() => changes.remove(application))) onRemoved();
  };
  return (
    <Panel title={t('applications.end.title')}>
      <Stack gap="sm">
        <Text size="sm">{t('applications.end.text')}</Text>
        <SaveTrouble save={save} />
        {asked ? (
          <Stack gap="sm" maw={420} role="group" aria-label={t('applications.end.remove')}>
            <TextInput label={t('applications.end.typeName', { name: application.name })} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autoComplete="off" />
            <Group gap="xs">
              <Button color="red" loading={save.saving} disabled={typed !== application.name} onClick={() => void remove()}>
                {t('applications.end.removeConfirm')}
              </Button>
              <Button variant="subtle" onClick={() => setAsked(false)}>
                {t('directories.cancel')}
              </Button>
            </Group>
          </Stack>
        ) : (
          <Group gap="xs">
            <Button variant="default" loading={save.saving} onClick={() => void save.run(() => changes.update(application, { disabled: !off }))}>
              {t(off ? 'applications.end.on' : 'applications.end.off')}
            </Button>
            <Button variant="default" onClick={() => setAsked(true)}>
              {t('applications.end.remove')}
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

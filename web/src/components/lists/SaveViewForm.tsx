import { Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSave } from '../../services/save';
import { useViewChanges, type SavedView } from '../../services/savedViews';
import { DialogFrame } from '../DialogFrame';
import { SaveTrouble } from '../SaveTrouble';

interface Props {
  page: string;
  /** The query string to keep. */
  state: string;
  taken: readonly SavedView[];
  onDone(): void;
}

/** Names the present view; who uses a name again replaces what it stood for. */
export function SaveViewForm({ page, state, taken, onDone }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useSave();
  const changes = useViewChanges(page);
  const replaces = taken.some((view) => view.mine && view.name === name.trim());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && (await save.run(() => changes.save(name.trim(), state, shared)))) onDone();
  };
  return (
    <DialogFrame onClose={onDone} unsaved={name !== '' && !save.saved} title={t('lists.keepView')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <SaveTrouble save={save} />
          <TextInput label={t('lists.viewName')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} data-autofocus />
          <Switch label={t('lists.share')} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
          <Group gap="xs">
            <Button type="submit" loading={save.saving} disabled={!name.trim()}>
              {t(replaces ? 'lists.replaceView' : 'save.save')}
            </Button>
            {replaces && (
              <Text size="xs" c="dimmed">
                {t('lists.replacesView')}
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </DialogFrame>
  );
}

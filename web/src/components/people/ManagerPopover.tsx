import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { inlineOf } from '../../services/inline';
import { useSave } from '../../services/save';
import type { UserRow } from '../../services/users';
import { SaveTrouble } from '../SaveTrouble';
import { useTell } from '../useTell';
import { ManagerField } from './ManagerField';

/** Changes the direct manager from the list; it can be taken back. */
export function ManagerPopover({ user, onDone }: { user: UserRow; onDone(): void }) {
  const { t } = useTranslation();
  const [manager, setManager] = useState(user.manager);
  const save = useSave();
  const tell = useTell();
  const inline = inlineOf(useClient(), user);
  const submit = async () => {
    let undo: Parameters<typeof tell>[1];
    const written = await save.run(async () => {
      const outcome = await inline.setManager(manager?.id ?? null);
      undo = outcome.undo;
      return outcome;
    });
    if (!written) return;
    tell(t('people.edit.managerDone', { name: user.name }), undo);
    onDone();
  };
  return (
    <Stack gap="sm">
      <SaveTrouble save={save} />
      <ManagerField label={t('user.manager')} value={manager} onChange={setManager} without={user.id} />
      <Group gap="xs">
        <Button loading={save.saving} disabled={manager?.id === user.manager?.id} onClick={() => void submit()}>
          {t('save.save')}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t('user.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}

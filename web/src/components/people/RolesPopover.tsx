import { Button, Group, MultiSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useRoles } from '../../services/catalogue';
import { inlineOf } from '../../services/inline';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import type { UserRow } from '../../services/users';
import { SaveTrouble } from '../SaveTrouble';
import { useTell } from '../useTell';

/** Changes the roles that administrators gave, from the list; it can be taken back. */
export function RolesPopover({ user, onDone }: { user: UserRow; onDone(): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const roles = useRoles();
  const given = user.roles.filter(({ group }) => group === null);
  const [ids, setIds] = useState(given.map(({ id }) => id));
  const save = useSave();
  const tell = useTell();
  const inline = inlineOf(useClient(), user);
  const submit = async () => {
    let undo: Parameters<typeof tell>[1];
    const written = await save.run(async () => {
      const outcome = await inline.setRoles(ids);
      undo = outcome.undo;
      return outcome;
    });
    if (!written) return;
    tell(t('people.edit.rolesDone', { name: user.name }), undo);
    onDone();
  };
  const offered = new Map([...given, ...roles.filter(({ grantable }) => grantable)].map(({ id, name }) => [id, name]));
  return (
    <Stack gap="sm">
      <SaveTrouble save={save} />
      <MultiSelect
        label={t('user.roles')}
        description={user.roles.some(({ group }) => group) ? t('people.edit.fromGroups') : undefined}
        data={[...offered].map(([value, name]) => ({ value, label: names.role(name) }))}
        value={ids}
        onChange={setIds}
        searchable
        hidePickedOptions
      />
      <Group gap="xs">
        <Button loading={save.saving} onClick={() => void submit()}>
          {t('save.save')}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t('user.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import { useRoleChanges } from '../../services/roleChanges';
import type { RoleDetails } from '../../services/roles';
import { useSave } from '../../services/save';
import { AbilityButton } from '../AbilityButton';
import { SaveTrouble } from '../SaveTrouble';

/** Deletes a role that nobody holds; asked once more. */
export function DeleteRole({ role }: { role: RoleDetails }) {
  const { t } = useTranslation();
  const names = useNames();
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const save = useSave();
  const changes = useRoleChanges();
  const remove = async () => {
    if (await save.run(() => changes.remove(role))) void navigate({ to: '/roles' });
  };
  if (!asked) return <AbilityButton ability={role.can('delete')} label={t('roles.delete')} onClick={() => setAsked(true)} />;
  return (
    <Group gap="xs" role="group" aria-label={t('roles.delete')}>
      <SaveTrouble save={save} />
      <Text size="sm">{t('roles.deleteText')}</Text>
      <Button color="red" variant="outline" loading={save.saving} onClick={() => void remove()}>
        {t('roles.deleteConfirm', { role: names.role(role.name) })}
      </Button>
      <Button variant="subtle" onClick={() => setAsked(false)}>
        {t('user.cancel')}
      </Button>
    </Group>
  );
}

import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fullNameOf, type Person } from '../../services/person';
import { useSave } from '../../services/save';
import { useUserChanges, type UserDetails } from '../../services/user';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';
import { ManagerField } from './ManagerField';

/** The direct manager; nobody is their own (VI-5). */
export function ManagerForm({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const draft = useDraft<{ manager: Person | null }>({ manager: user.manager }, user.version);
  const save = useSave();
  const changes = useUserChanges(user);
  // A direct manager is Mandate's own, also where a directory governs the profile.
  const { allowed, reason } = user.can('mfa');
  const submit = async () => {
    if (await save.run(() => changes.setManager(draft.value.manager?.id ?? null, draft.version))) draft.discard();
  };
  return (
    <Stack gap={6}>
      <ManagerField
        label={t('user.manager')}
        description={allowed ? undefined : reason}
        value={draft.value.manager}
        onChange={(manager) => draft.change({ manager })}
        without={user.id}
        readOnly={!allowed}
      />
      {(draft.dirty || save.saved) && (
        <SaveBar
          draft={draft}
          save={save}
          onSave={() => void submit()}
          valid={allowed}
          compare={[{ field: 'manager', label: t('user.manager'), text: ({ manager }) => (manager ? fullNameOf(manager) : t('user.noManager')) }]}
        />
      )}
    </Stack>
  );
}

import { Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagues } from '../../services/catalogue';
import { useSave } from '../../services/save';
import { useUserChanges, type UserDetails } from '../../services/user';
import classes from './ManagerCell.module.css';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';

/** The direct manager, found by name; nobody is their own (VI-5). */
export function ManagerForm({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 180);
  const draft = useDraft<{ manager: { id: string; name: string } | null }>({ manager: user.manager }, user.version);
  const { manager } = draft.value;
  const found = useColleagues(search === manager?.name ? '' : search);
  const save = useSave();
  const changes = useUserChanges(user);
  const { allowed, reason } = user.can('update');
  const submit = async () => {
    if (await save.run(() => changes.setManager(manager?.id ?? null, draft.version))) draft.discard();
  };
  const known = new Map([...found, ...(manager ? [manager] : [])].filter(({ id }) => id !== user.id).map((person) => [person.id, person]));
  return (
    <Stack gap={6}>
      <Select
        label={t('user.manager')}
        description={allowed ? undefined : reason}
        placeholder={t('user.noManager')}
        leftSection={manager ? undefined : <IconAlertTriangleFilled size={14} className={classes.icon} aria-hidden />}
        data={[...known.values()].map(({ id, name }) => ({ value: id, label: name }))}
        value={manager?.id ?? null}
        onChange={(id) => draft.change({ manager: (id && known.get(id)) || null })}
        searchValue={typed}
        onSearchChange={setTyped}
        nothingFoundMessage={t('list.nothingFound')}
        readOnly={!allowed}
        searchable
        clearable={allowed}
      />
      {(draft.dirty || save.saved) && <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={allowed} />}
    </Stack>
  );
}

import { MultiSelect, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRoles } from '../../services/catalogue';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import { useUserChanges, type UserDetails } from '../../services/user';
import type { Compared } from '../merge';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';

/** The roles that administrators gave; those of the directory are told beside them. */
export function RolesForm({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const names = useNames();
  const { instant } = useFormats();
  const roles = useRoles();
  const given = user.roles.filter(({ group }) => group === null);
  const inherited = user.roles.filter(({ group }) => group !== null);
  const draft = useDraft({ ids: given.map(({ id }) => id) }, user.version);
  const save = useSave();
  const changes = useUserChanges(user);
  const { allowed, reason } = user.can('roles');
  const submit = async () => {
    if (await save.run(() => changes.setRoles(draft.value.ids, draft.version))) draft.discard();
  };
  // A role that the viewer may not grant is listed where it is held, and nowhere else.
  const offered = new Map([...given, ...roles.filter(({ grantable }) => grantable)].map(({ id, name }) => [id, name]));
  const compare: Compared<{ ids: string[] }>[] = [
    { field: 'ids', label: t('user.roles'), text: ({ ids }) => ids.map((id) => names.role(offered.get(id) ?? id)).join(', ') },
  ];
  return (
    <Stack gap={6}>
      <MultiSelect
        label={t('user.roles')}
        description={allowed ? undefined : reason}
        placeholder={draft.value.ids.length + inherited.length === 0 ? t('users.noRoles') : undefined}
        data={[...offered].map(([value, name]) => ({ value, label: names.role(name) }))}
        value={draft.value.ids}
        onChange={(ids) => draft.change({ ids })}
        readOnly={!allowed}
        searchable
        hidePickedOptions
      />
      {user.pending
        .filter(({ kind }) => kind === 'ROLES')
        .map(({ id, by, at }) => (
          <Text key={id} size="xs" c="dimmed">
            {t('people.pending', { name: by, at: instant(at) })}
          </Text>
        ))}
      {inherited.map(({ id, name, group }) => (
        <Text key={`${id}${group}`} size="xs" c="dimmed">
          {t('user.throughGroup', { role: names.role(name), group })}
        </Text>
      ))}
      {(draft.dirty || save.saved) && <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={allowed} compare={compare} />}
    </Stack>
  );
}

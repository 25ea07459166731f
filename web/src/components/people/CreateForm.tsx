import { Button, Group, MultiSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useCreate } from '../../services/account';
import { useRoles } from '../../services/catalogue';
import { useNames } from '../../services/names';
import type { Person } from '../../services/person';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { ManagerField } from './ManagerField';
import { ReleaseForm } from './ReleaseForm';
import { StartingValues } from './StartingValues';

const empty = { firstName: '', lastName: '', email: '', phone: '' };
type Field = keyof typeof empty;

/** A new person (PR-1); WELCOME follows by itself. */
export function CreateForm({ onMade }: { onMade(id: string, name: string): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const roles = useRoles().filter(({ grantable }) => grantable);
  const [value, setValue] = useState(empty);
  const [roleIds, setRoleIds] = useState<string[]>([]);
  const [manager, setManager] = useState<Person | null>(null);
  const [mfaRequired, setMfaRequired] = useState(true);
  const [made, setMade] = useState(false);
  const save = useSave();
  const create = useCreate();
  useUnsaved(!made && (Object.values(value).some(Boolean) || roleIds.length > 0 || manager !== null));
  const told = (field: string) => save.refusals.find((refusal) => refusal.field.includes(field))?.message;
  const reserved = save.refusals.some(({ code }) => code === 'EMAIL_RESERVED');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    let id: string | null = null;
    const written = await save.run(async () => {
      const outcome = await create({ ...value, phone: value.phone || null, roleIds, managerId: manager?.id ?? null, mfaRequired });
      id = outcome.made;
      return outcome;
    });
    if (!written) return;
    // The guard of the page must know before the page is left.
    flushSync(() => setMade(true));
    if (id) onMade(id, `${value.firstName} ${value.lastName}`.trim());
  };
  const input = (field: Field, type = 'text') => (
    <TextInput
      label={t(`people.field.${field}`)}
      type={type}
      value={value[field]}
      onChange={(event) => setValue({ ...value, [field]: event.currentTarget.value })}
      error={told(field)}
      required={field !== 'phone'}
      autoComplete="off"
    />
  );
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Group grow align="flex-start">
          {input('firstName')}
          {input('lastName')}
        </Group>
        {input('email', 'email')}
        {reserved && <ReleaseForm email={value.email.trim()} beside />}
        {input('phone', 'tel')}
        <MultiSelect
          label={t('user.roles')}
          data={roles.map(({ id, name }) => ({ value: id, label: names.role(name) }))}
          value={roleIds}
          onChange={setRoleIds}
          error={told('roleIds')}
          searchable
          hidePickedOptions
        />
        <StartingValues roles={roles.filter(({ id }) => roleIds.includes(id))} />
        <ManagerField label={t('user.manager')} value={manager} onChange={setManager} />
        <Switch label={t('people.create.mfa')} checked={mfaRequired} onChange={(event) => setMfaRequired(event.currentTarget.checked)} />
        <Text size="xs" c="dimmed">
          {t('people.create.welcome')}
        </Text>
        {!save.refusals.some(({ field }) => field.length > 0) && <SaveTrouble save={save} />}
        <Group>
          <Button type="submit" loading={save.saving}>
            {t('people.create.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

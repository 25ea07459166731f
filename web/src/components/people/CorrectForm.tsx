import { Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCorrect } from '../../services/account';
import { languages } from '../../services/language';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import type { UserDetails } from '../../services/user';
import { useViewer } from '../../services/viewerContext';
import type { Compared } from '../merge';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';

const fields = ['firstName', 'lastName', 'email', 'phone'] as const;
type Field = (typeof fields)[number];

/** Names, address, phone and language; who may still correct which of them is PR-1. */
export function CorrectForm({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const names = useNames();
  const draft = useDraft(
    { firstName: user.firstName, lastName: user.lastName, email: user.email, phone: user.phone, locale: user.locale },
    user.version,
  );
  const save = useSave();
  const correct = useCorrect();
  const { allowed, reason } = user.can('update');
  const own = viewer.id === user.id;
  const settled = user.lastSignIn !== null;
  const open = (field: Field) => allowed && (!settled || (own && field !== 'email'));
  const told = (field: Field) => save.refusals.find((refusal) => refusal.field.includes(field))?.message;
  const submit = async () => {
    const { value, present } = draft;
    const changed = Object.fromEntries(Object.entries(value).filter(([name, text]) => text !== present[name as Field]));
    if (await save.run(() => correct({ userId: user.id, expectedVersion: draft.version, ...changed }))) draft.discard();
  };
  const compare: Compared<typeof draft.value>[] = [
    ...fields.map((field) => ({ field, label: t(`people.field.${field}`), text: (value: Record<Field, string>) => value[field] })),
    { field: 'locale', label: t('people.field.locale'), text: ({ locale }) => names.language(locale) },
  ];
  const label = (field: Field) => t(`people.field.${field}`);
  const input = (field: Field) => (
    <TextInput
      key={field}
      label={label(field)}
      value={draft.value[field]}
      onChange={(event) => draft.change({ [field]: event.currentTarget.value })}
      error={told(field)}
      readOnly={!open(field)}
      type={field === 'phone' ? 'tel' : 'text'}
    />
  );
  return (
    <Stack gap="xs">
      <Group grow align="flex-start">
        {input('firstName')}
        {input('lastName')}
      </Group>
      <Group grow align="flex-start">
        {input('email')}
        {input('phone')}
      </Group>
      <Select
        label={t('people.field.locale')}
        data={Object.entries(languages).map(([value, name]) => ({ value, label: name }))}
        placeholder={t('people.companyLanguage')}
        value={draft.value.locale || null}
        onChange={(locale) => draft.change({ locale: locale ?? '' })}
        readOnly={!allowed}
        clearable={allowed}
        maw={240}
      />
      {(!allowed || settled) && (
        <Text size="xs" c="dimmed">
          {allowed ? t('people.settled') : reason}
        </Text>
      )}
      {(draft.dirty || save.saved) && (
        <SaveBar
          draft={draft}
          save={save}
          onSave={() => void submit()}
          valid={allowed}
          compare={compare}
        />
      )}
    </Stack>
  );
}

import { Divider, Group, Stack, Switch, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerChanges } from '../../services/customerChanges';
import type { Contact, CustomerDetails } from '../../services/customers';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import { AbilityButton } from '../AbilityButton';
import { ConfirmButton } from '../ConfirmButton';
import type { Compared } from '../merge';
import { SaveBar } from '../SaveBar';
import { SaveTrouble } from '../SaveTrouble';
import { useDraft } from '../useDraft';
import { ContactFields, isWhole } from './ContactFields';
import { RightsFields } from './RightsFields';

interface Props {
  customer: CustomerDetails;
  contact: Contact;
  onRemoved(): void;
}

/** A contact's data, rights and access; being the first for invoices; being taken out. */
export function EditContact({ customer, contact, onRemoved }: Props) {
  const { t } = useTranslation();
  const changes = useCustomerChanges();
  const removal = useSave();
  const remove = async () => {
    if (await removal.run(() => changes.removeContact(contact.id, contact.version))) onRemoved();
  };
  return (
    <Stack gap="md">
      <Form customer={customer} contact={contact} />
      <Divider />
      <Steps contact={contact} />
      <SaveTrouble save={removal} />
      <ConfirmButton label={t('contacts.remove')} text={t('contacts.removeText')} confirm={t('contacts.removeConfirm')} saving={removal.saving} onConfirm={() => void remove()} />
    </Stack>
  );
}

function presentOf({ firstName, lastName, email, phone, language, commercial, operational, platformAccess, portfolios }: Contact) {
  return { firstName, lastName, email, phone, language, commercial, operational, platformAccess, portfolioIds: portfolios.map(({ id }) => id) };
}

function Form({ customer, contact }: Omit<Props, 'onRemoved'>) {
  const { t } = useTranslation();
  const present = useMemo(() => presentOf(contact), [contact]);
  const draft = useDraft(present, contact.version);
  const changes = useCustomerChanges();
  const names = useNames();
  const save = useSave();
  const { value } = draft;
  const access = value.platformAccess || value.commercial;
  const locked = contact.user != null;
  const yes = (on: boolean) => t(on ? 'people.yes' : 'people.no');
  const portfolioNames = new Map(customer.portfolios.map(({ id, name }) => [id, name]));
  const compare: Compared<typeof value>[] = [
    ...(['firstName', 'lastName', 'email', 'phone'] as const).map((field) => ({ field, label: t(`contacts.${field}`), text: (form: typeof value) => form[field] })),
    { field: 'language', label: t('contacts.language'), text: (form) => names.language(form.language) },
    { field: 'commercial', label: t('contacts.commercial'), text: (form) => yes(form.commercial) },
    { field: 'operational', label: t('contacts.operational'), text: (form) => yes(form.operational) },
    { field: 'platformAccess', label: t('contacts.access'), text: (form) => yes(form.platformAccess || form.commercial) },
    { field: 'portfolioIds', label: t('contacts.portfolios'), text: (form) => form.portfolioIds.map((id) => portfolioNames.get(id) ?? id).join(', ') },
  ];
  const submit = async () => {
    const { firstName, lastName, email, phone, language, ...rights } = value;
    const who = locked ? {} : { firstName, lastName, email };
    const input = { ...who, ...rights, contactId: contact.id, expectedVersion: draft.version, phone: phone.trim() || null, language: language || null, platformAccess: access };
    if (await save.run(() => changes.updateContact(input))) draft.discard();
  };
  return (
    <Stack gap="sm">
      <ContactFields value={value} refusals={save.refusals} onChange={draft.change} locked={locked} />
      <RightsFields value={value} portfolios={customer.portfolios} onChange={draft.change} />
      <Switch
        label={t('contacts.access')}
        description={t(value.commercial ? 'contacts.accessCommercial' : access ? (contact.invitedAt ? 'contacts.hasAccess' : 'contacts.accessInvites') : 'contacts.accessNone')}
        checked={access}
        disabled={value.commercial}
        onChange={(event) => draft.change({ platformAccess: event.currentTarget.checked })}
      />
      <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={isWhole(value)} compare={compare} />
    </Stack>
  );
}

/** The invitation, which is sent once and by itself, and the primary commercial contact. */
function Steps({ contact: { id, version, commercial, primary, platformAccess, invitedAt } }: { contact: Contact }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const changes = useCustomerChanges();
  const save = useSave();
  const never = invitedAt ? t('contacts.invitedOnce', { instant: instant(invitedAt) }) : t(platformAccess ? 'contacts.notInvited' : 'contacts.invitedWithAccess');
  const whyNot = primary ? t('contacts.isPrimary') : commercial ? null : t('contacts.onlyCommercial');
  return (
    <div>
      <SaveTrouble save={save} />
      <Group gap="xs">
        <AbilityButton ability={{ allowed: false, reason: never }} label={t('contacts.invite')} onClick={() => undefined} />
        <AbilityButton
          ability={{ allowed: whyNot === null, reason: whyNot }}
          label={t('contacts.makePrimary')}
          loading={save.saving}
          onClick={() => void save.run(() => changes.updateContact({ contactId: id, expectedVersion: version, primary: true }))}
        />
      </Group>
      <Text size="xs" c="dimmed" mt="xs">
        {never}
      </Text>
    </div>
  );
}

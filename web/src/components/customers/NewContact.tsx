import { Button, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerChanges } from '../../services/customerChanges';
import type { CustomerDetails } from '../../services/customers';
import { useSave } from '../../services/save';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { ContactFields, isWhole, nobodyYet } from './ContactFields';
import { RightsFields } from './RightsFields';

interface Props {
  customer: CustomerDetails;
  onDone(): void;
}

const start = { ...nobodyYet, commercial: false, operational: false, portfolioIds: [] as string[], platformAccess: false };

/** A contact who is not known yet; with platform access they are invited, once (CO-5). */
export function NewContact({ customer, onDone }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState(start);
  const change = (part: Partial<typeof start>) => setValue((before) => ({ ...before, ...part }));
  const changes = useCustomerChanges();
  const save = useSave();
  useUnsaved(value !== start && !save.saved);
  const access = value.platformAccess || value.commercial;
  const submit = async () => {
    const { phone, language, ...rest } = value;
    const input = { ...rest, accountId: customer.id, phone: phone.trim() || null, language: language || null, platformAccess: access };
    if (await save.run(() => changes.addContact(input))) onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        <ContactFields value={value} refusals={save.refusals} onChange={change} />
        <RightsFields value={value} portfolios={customer.portfolios} onChange={change} />
        <Switch
          label={t('contacts.access')}
          description={t(value.commercial ? 'contacts.accessCommercial' : access ? 'contacts.accessInvites' : 'contacts.accessNone')}
          checked={access}
          disabled={value.commercial}
          onChange={(event) => change({ platformAccess: event.currentTarget.checked })}
        />
        <SaveTrouble save={save} />
        <div>
          <Button type="submit" loading={save.saving} disabled={!isWhole(value)}>
            {t(access ? 'contacts.addAndInvite' : 'contacts.add')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

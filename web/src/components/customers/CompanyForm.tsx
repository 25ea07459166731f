import { Stack } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerChanges } from '../../services/customerChanges';
import type { CustomerDetails } from '../../services/customers';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import type { Compared } from '../merge';
import { Panel } from '../Panel';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';
import { CompanyFields } from './CompanyFields';
import { companyFields, companyInput, companyOf, type CompanyData } from './companyData';

interface Props {
  customer: CustomerDetails;
  /** The company data were completed: on to the contacts (CO-6). */
  onCompleted(): void;
}

/** A customer's company data. */
export function CompanyForm({ customer, onCompleted }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const present = useMemo(() => companyOf(customer), [customer]);
  const draft = useDraft(present, customer.version);
  const changes = useCustomerChanges();
  const save = useSave();
  const compare = companyFields.map((field): Compared<CompanyData> => ({
    field,
    label: t(`customers.${field}`),
    text: (form) => (field === 'language' ? names.language(form.language) : form[field]),
  }));
  const submit = async () => {
    const before = customer.complete;
    const input = { ...companyInput(draft.value), accountId: customer.id, expectedVersion: draft.version };
    const written = await save.run(() => changes.update(input));
    if (!written) return;
    draft.discard();
    if (!before && customer.contactCount === 0) onCompleted();
  };
  return (
    <Panel title={t('customers.tab.company')}>
      <Stack gap="sm" maw={620}>
        <CompanyFields value={draft.value} refusals={save.refusals} onChange={draft.change} />
        <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={draft.value.name.trim() !== ''} compare={compare} />
      </Stack>
    </Panel>
  );
}

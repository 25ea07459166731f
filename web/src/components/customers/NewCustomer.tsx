import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerChanges } from '../../services/customerChanges';
import { useSave } from '../../services/save';
import { DrawerFrame } from '../DrawerFrame';
import { SaveTrouble } from '../SaveTrouble';
import { CompanyFields } from './CompanyFields';
import { companyInput, emptyCompany } from './companyData';

interface Props {
  onClose(): void;
  onMade(id: string): void;
}

/** A new customer: their company data first, then their contacts (CO-6). */
export function NewCustomer({ onClose, onMade }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState(emptyCompany);
  const changes = useCustomerChanges();
  const save = useSave();
  const submit = () =>
    save.run(async () => {
      const { outcome, id } = await changes.create(companyInput(value));
      if (id) onMade(id);
      return outcome;
    });
  return (
    <DrawerFrame title={t('customers.new')} onClose={onClose} unsaved={value !== emptyCompany && !save.saved}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <CompanyFields value={value} refusals={save.refusals} onChange={(part) => setValue((before) => ({ ...before, ...part }))} />
          <SaveTrouble save={save} />
          <div>
            <Button type="submit" loading={save.saving} disabled={value.name.trim() === ''}>
              {t('customers.make')}
            </Button>
          </div>
        </Stack>
      </form>
    </DrawerFrame>
  );
}

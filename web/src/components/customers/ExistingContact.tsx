import { Button, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerChanges } from '../../services/customerChanges';
import { useCandidates, type CustomerDetails } from '../../services/customers';
import { useSave } from '../../services/save';
import { SearchField } from '../lists/SearchField';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { RightsFields } from './RightsFields';

interface Props {
  customer: CustomerDetails;
  onDone(): void;
}

const start = { commercial: false, operational: false, portfolioIds: [] as string[] };

/** Somebody who has access already becomes a contact here too: a link, never a second person (CO-4). */
export function ExistingContact({ customer, onDone }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [userId, setUserId] = useState('');
  const [value, setValue] = useState(start);
  const found = useCandidates(customer.id, typed);
  const changes = useCustomerChanges();
  const save = useSave();
  useUnsaved((userId !== '' || value !== start) && !save.saved);
  const submit = async () => {
    if (await save.run(() => changes.linkContact({ accountId: customer.id, userId, ...value }))) onDone();
  };
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('contacts.existingHint')}
      </Text>
      <SearchField label={t('contacts.searchPeople')} value={typed} onChange={setTyped} />
      <Radio.Group aria-label={t('contacts.selectExisting')} value={userId} onChange={setUserId}>
        <Stack gap={8}>
          {found.map(({ id, name, email }) => (
            <Radio key={id} value={id} label={name} description={email} />
          ))}
        </Stack>
      </Radio.Group>
      {found.length === 0 && <Text size="sm">{t('contacts.nobodyFound')}</Text>}
      <RightsFields value={value} portfolios={customer.portfolios} onChange={(part) => setValue((before) => ({ ...before, ...part }))} />
      <SaveTrouble save={save} />
      <div>
        <Button onClick={() => void submit()} loading={save.saving} disabled={userId === ''}>
          {t('contacts.select')}
        </Button>
      </div>
    </Stack>
  );
}

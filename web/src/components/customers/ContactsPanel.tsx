import { Button, Group, Text } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useContacts, type CustomerDetails } from '../../services/customers';
import type { CustomerSearch } from '../../services/customersSearch';
import { useOnReturn } from '../../services/onReturn';
import { ListBody } from '../lists/ListBody';
import { SearchField } from '../lists/SearchField';
import { Panel } from '../Panel';
import { ContactTable } from './ContactTable';

interface Props {
  customer: CustomerDetails;
  search: CustomerSearch;
  onChange(part: Partial<CustomerSearch>): void;
}

/** A customer's contacts: created new, or selected among people who have access (CO-4). */
export function ContactsPanel({ customer, search, onChange }: Props) {
  const { t } = useTranslation();
  const contacts = useContacts(customer.id, search.q);
  useOnReturn(contacts.retry);
  return (
    <Panel
      title={t('customers.tab.contacts')}
      aside={
        <Group gap="xs">
          <Button size="xs" leftSection={<IconUserPlus size={15} aria-hidden />} onClick={() => onChange({ contact: 'new' })}>
            {t('contacts.createNew')}
          </Button>
          <Button size="xs" variant="default" onClick={() => onChange({ contact: 'existing' })}>
            {t('contacts.selectExisting')}
          </Button>
        </Group>
      }
    >
      {!customer.primaryContact && customer.contactCount > 0 && (
        <Text size="sm" mb="sm">
          {t('contacts.noPrimaryHint')}
        </Text>
      )}
      <Group mb="sm">
        <SearchField label={t('contacts.search')} value={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
      </Group>
      <ListBody list={contacts} empty={t('contacts.empty')} narrowed={Boolean(search.q)} onClear={() => onChange({ q: undefined })}>
        <ContactTable contacts={contacts} openId={search.contact} onOpen={(contact) => onChange({ contact })} />
      </ListBody>
    </Panel>
  );
}

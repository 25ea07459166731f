import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { nameOf, useContact, type CustomerDetails } from '../../services/customers';
import { DrawerFrame } from '../DrawerFrame';
import { TroubleNotice } from '../Notice';
import { EditContact } from './EditContact';
import { ExistingContact } from './ExistingContact';
import { NewContact } from './NewContact';

interface Props {
  customer: CustomerDetails;
  /** `new`, `existing`, or the id of a contact. */
  open: string;
  onClose(): void;
}

/** A contact beside the list: created, selected, or changed. */
export function ContactDrawer({ customer, open, onClose }: Props) {
  const { t } = useTranslation();
  if (open === 'new' || open === 'existing') {
    const Form = open === 'new' ? NewContact : ExistingContact;
    return (
      <DrawerFrame title={t(open === 'new' ? 'contacts.createNew' : 'contacts.selectExisting')} onClose={onClose}>
        <Form customer={customer} onDone={onClose} />
      </DrawerFrame>
    );
  }
  return <Present customer={customer} id={open} onClose={onClose} />;
}

function Present({ customer, id, onClose }: { customer: CustomerDetails; id: string; onClose(): void }) {
  const { t } = useTranslation();
  const { thing: contact, trouble, retry } = useContact(id);
  return (
    <DrawerFrame title={contact ? nameOf(contact) : t('contacts.one')} onClose={onClose}>
      {contact ? (
        <EditContact key={contact.id} customer={customer} contact={contact} onRemoved={onClose} />
      ) : trouble ? (
        <TroubleNotice trouble={trouble} onRetry={retry} />
      ) : (
        <Skeleton height={160} role="status" aria-label={t('list.loading')} />
      )}
    </DrawerFrame>
  );
}

import { Button, Table, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { nameOf, type Contact } from '../../services/customers';
import type { Pages } from '../../services/pages';
import figures from '../FigureTable.module.css';
import classes from '../lists/DataTable.module.css';
import { AccessText } from './AccessText';
import { KindText } from './KindText';

interface Props {
  contacts: Pages<Contact>;
  openId?: string;
  onOpen(id: string): void;
}

/** Contacts by last name. */
export function ContactTable({ contacts: { rows, hasMore, loading, more }, openId, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <div className={figures.frame} tabIndex={0} role="region" aria-label={t('contacts.all')}>
      <Table className={figures.table} verticalSpacing={7} horizontalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('contacts.name')}</Table.Th>
            <Table.Th>{t('contacts.kind')}</Table.Th>
            <Table.Th>{t('contacts.access')}</Table.Th>
            <Table.Th>{t('contacts.email')}</Table.Th>
            <Table.Th>{t('contacts.phone')}</Table.Th>
            <Table.Th>{t('contacts.portfolios')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((contact) => (
            <Table.Tr key={contact.id} data-chosen={contact.id === openId}>
              <Table.Td>
                <UnstyledButton className={classes.link} fz="sm" onClick={() => onOpen(contact.id)}>
                  {nameOf(contact)}
                </UnstyledButton>
              </Table.Td>
              <Table.Td>
                <KindText contact={contact} />
              </Table.Td>
              <Table.Td>
                <AccessText contact={contact} />
              </Table.Td>
              <Table.Td>{contact.email}</Table.Td>
              <Table.Td>{contact.phone || '–'}</Table.Td>
              <Table.Td>{contact.portfolios.map(({ name }) => name).join(', ') || '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {hasMore && (
        <Button variant="subtle" m="sm" onClick={more} loading={loading}>
          {t('list.more')}
        </Button>
      )}
    </div>
  );
}

import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { nameOf, type Customer } from '../../services/customers';
import type { Formats } from '../../services/format';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { Status } from '../Status';

const column = columnsOf<Customer>();

/** The columns of the list of customers, which comes by name. */
export function customerColumns(t: TFunction<'console'>, formats: Formats): Columns<Customer> {
  return [
    column.accessor('name', {
      id: 'NAME',
      header: t('customers.name'),
      cell: ({ row }) => (
        <Link to="/customers/$customerId" params={{ customerId: row.original.id }} className={classes.link}>
          {row.original.name}
        </Link>
      ),
      meta: { track: 'minmax(200px, 1.8fr)' },
    }),
    column.accessor('reference', { id: 'REFERENCE', header: t('customers.reference'), cell: (info) => info.getValue() || '–', meta: { track: 'minmax(110px, 0.8fr)' } }),
    column.accessor(placeOf, { id: 'PLACE', header: t('customers.place'), cell: (info) => info.getValue() || '–', meta: { track: 'minmax(150px, 1.1fr)' } }),
    column.accessor(({ primaryContact }) => (primaryContact ? nameOf(primaryContact) : ''), {
      id: 'PRIMARY',
      header: t('customers.primary'),
      cell: ({ row }) => <Primary customer={row.original} t={t} />,
      meta: { track: 'minmax(190px, 1.3fr)' },
    }),
    column.accessor('contactCount', { id: 'CONTACTS', header: t('customers.contacts'), cell: (info) => formats.number(info.getValue()), meta: { track: 'minmax(90px, 0.6fr)', align: 'end' } }),
    column.accessor(({ complete }) => t(complete ? 'customers.complete' : 'customers.incomplete'), {
      id: 'COMPLETE',
      header: t('customers.data'),
      cell: ({ row }) => <Complete customer={row.original} t={t} />,
      meta: { track: 'minmax(140px, 1fr)' },
    }),
  ];
}

export const placeOf = ({ city, region, country }: Customer): string => [...new Set([city, region, country])].filter(Boolean).join(', ');

interface Shown {
  customer: Customer;
  t: TFunction<'console'>;
}

/** Nobody receives the invoices first: allowed while a customer is set up, and flagged (CO-3). */
export function Primary({ customer: { primaryContact }, t }: Shown) {
  if (primaryContact) return nameOf(primaryContact);
  return (
    <Text component="span" size="sm">
      <Status tone="warn">{t('customers.noPrimary')}</Status>
    </Text>
  );
}

export function Complete({ customer: { complete }, t }: Shown) {
  return <Status tone={complete ? 'good' : 'warn'}>{t(complete ? 'customers.complete' : 'customers.incomplete')}</Status>;
}

import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../services/customers';
import classes from '../lists/DataTable.module.css';
import { Complete, placeOf, Primary } from './customerColumns';

/** A customer as a card, where the screen is too narrow for columns. */
export function CustomerCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text component="span" size="sm" truncate>
          <Link to="/customers/$customerId" params={{ customerId: customer.id }} className={classes.link}>
            {customer.name}
          </Link>
        </Text>
        <Text component="span" size="sm">
          <Complete customer={customer} t={t} />
        </Text>
      </Group>
      <Text size="sm" c="dimmed" truncate>
        {[customer.reference, placeOf(customer)].filter(Boolean).join(' · ') || '–'}
      </Text>
      <Text component="span" size="sm">
        <Primary customer={customer} t={t} />
      </Text>
    </>
  );
}

import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { DealRow } from '../../services/deals';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import classes from '../lists/DataTable.module.css';
import { DealFlags, DealStatusText } from './DealStatusText';
import { OwnerText } from './OwnerText';
import { PickUpButton } from './PickUpButton';

/** A deal as a card, where the screen is too narrow for columns. */
export function DealCard({ deal }: { deal: DealRow }) {
  const { money, day } = useFormats();
  const names = useNames();
  // Only where the list asked what may be done from a row.
  const takes = !deal.owner && deal.can('pickUp').allowed;
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>
          <Link to="/deals/$dealId" params={{ dealId: deal.id }} className={classes.link}>
            {deal.reference}
          </Link>
          <DealFlags deal={deal} />
        </span>
        <Text component="span" fw={500}>
          {money(deal.loanAmount)}
        </Text>
      </Group>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text component="span" size="sm" truncate>
          <OwnerText owner={deal.owner} acting={deal.acting} />
        </Text>
        <Text component="span" size="sm">
          <DealStatusText status={deal.status} />
        </Text>
      </Group>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text component="span" size="sm" c="dimmed" truncate>
          {[names.province(deal.location), names.propertyType(deal.propertyType), day(deal.submittedAt)].filter(Boolean).join(' · ')}
        </Text>
        {/* Away from the link, so that a finger finds either (WCAG 2.2, 2.5.8). */}
        {takes && <PickUpButton deal={deal} compact />}
      </Group>
    </>
  );
}

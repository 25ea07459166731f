import { ActionIcon, Popover, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { ComparisonTable } from '../ComparisonTable';
import classes from './LimitsInfo.module.css';

/** The "i": every figure beside the limit of the acting user, and what is left. */
export function LimitsInfo({ deal }: { deal: DealDetails }) {
  const { t } = useTranslation();
  if (!deal.acting || deal.comparisons.length === 0) return null;
  const title = t('deal.limitsOf', { name: deal.acting.name });
  return (
    <Popover position="bottom-start" shadow="md" withinPortal={false} trapFocus withRoles>
      <Popover.Target>
        <ActionIcon variant="subtle" size="sm" aria-label={title}>
          <IconInfoCircle size={17} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={title}>
        <Text size="sm" fw={600} mb={4}>
          {title}
        </Text>
        <ComparisonTable label={t('compare.table')} comparisons={deal.comparisons} />
      </Popover.Dropdown>
    </Popover>
  );
}

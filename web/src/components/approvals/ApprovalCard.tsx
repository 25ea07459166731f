import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Approval } from '../../services/approval';
import { useFormats } from '../../services/format';
import { RowCard } from '../lists/RowCard';
import { askedOf, askerOf, ApprovalLink } from './approvalColumns';
import { ApprovalStateText } from './ApprovalStateText';

/** A request as a card, where the screen is too narrow for columns. */
export function ApprovalCard({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { deal, createdAt, state } = approval;
  return (
    <RowCard
      name={
        <>
          <ApprovalLink approval={approval} t={t} />
          {deal && ` · ${formats.money(deal.loanAmount)}`}
        </>
      }
      state={<ApprovalStateText state={state} />}
    >
      {t('approvals.both', { by: askerOf(approval, t), name: askedOf(approval, t, formats) })}
      <Text size="sm" truncate>
        {formats.instant(createdAt)}
      </Text>
    </RowCard>
  );
}

import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Approval } from '../../services/approval';
import type { Formats } from '../../services/format';
import type { Names } from '../../services/names';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { ApprovalStateText } from './ApprovalStateText';

const column = columnsOf<Approval>();

/** The columns of requests: which deal, who asked whom, and what became of it. A long list is newest first. */
export function approvalColumns(t: TFunction<'console'>, formats: Formats, names: Names): Columns<Approval> {
  return [
    column.accessor(({ deal }) => deal?.reference ?? t('approval.hiddenDeal'), {
      ...{ id: 'DEAL', header: t('approvals.column.deal') },
      cell: ({ row: { original } }) => <ApprovalLink approval={original} t={t} />,
      meta: { track: 'minmax(110px, 0.9fr)' },
    }),
    column.accessor(({ deal }) => deal?.loanAmount.amount ?? '', {
      ...{ id: 'AMOUNT', header: t('deal.loanAmount') },
      cell: ({ row: { original } }) => (original.deal ? formats.money(original.deal.loanAmount) : '–'),
      meta: { track: 'minmax(110px, 0.8fr)', align: 'end' },
    }),
    column.accessor((approval) => askerOf(approval, t), { id: 'BY', header: t('approvals.column.by'), meta: { track: 'minmax(130px, 1.1fr)' } }),
    column.accessor((approval) => askedOf(approval, t, formats), { id: 'ASKED', header: t('approvals.column.asked'), meta: { track: 'minmax(130px, 1.2fr)' } }),
    column.accessor('comment', { id: 'COMMENT', header: t('comment.label'), meta: { track: 'minmax(130px, 1.6fr)' } }),
    column.accessor(({ state }) => names.approvalState(state), {
      ...{ id: 'STATE', header: t('lists.column.state') },
      cell: ({ row: { original } }) => <ApprovalStateText state={original.state} />,
      meta: { track: 'minmax(130px, 0.9fr)' },
    }),
    column.accessor('createdAt', { id: 'AT', header: t('approvals.column.at'), cell: (info) => formats.instant(info.getValue()), meta: { track: 'minmax(165px, 1fr)' } }),
  ];
}

export const askerOf = ({ requestedBy }: Approval, t: TFunction<'console'>): string => requestedBy?.name ?? t('approval.somebody');

export const askedOf = ({ places }: Approval, t: TFunction<'console'>, { people }: Formats): string => people(places.map(({ approver }) => approver?.name ?? t('approval.somebody')));

export const ApprovalLink = ({ approval: { id, deal }, t }: { approval: Approval; t: TFunction<'console'> }) => (
  <Link to="/approvals/$approvalId" params={{ approvalId: id }} search className={classes.link}>
    {deal?.reference ?? (
      <Text component="span" size="sm" c="dimmed">
        {t('approval.hiddenDeal')}
      </Text>
    )}
  </Link>
);

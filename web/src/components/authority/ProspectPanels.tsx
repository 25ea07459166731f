import { Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { Person } from '../../services/person';
import type { ChangedDeal, Prospect } from '../../services/whatIf';
import figures from '../FigureTable.module.css';
import table from '../lists/DataTable.module.css';
import { Columns } from '../PageBody';
import { Panel } from '../Panel';
import { PersonLink } from '../PersonLink';

/** What would differ: deals, queues, approvers, each with before and after. */
export function ProspectPanels({ prospect: { deals, dealCount, truncated, loads, approvers } }: { prospect: Prospect }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  if (dealCount + loads.length + approvers.length === 0) {
    return (
      <Panel title={t('whatIf.result')}>
        <Text size="sm">{t('whatIf.nothing')}</Text>
      </Panel>
    );
  }
  return (
    <>
      <Panel title={t('whatIf.deals', { count: dealCount, number: number(dealCount) })}>
        {deals.length > 0 && <DealsTable deals={deals} />}
        {truncated && (
          <Text size="xs" c="dimmed" mt="xs">
            {t('whatIf.truncated')}
          </Text>
        )}
        {dealCount > deals.length && (
          <Text size="xs" c="dimmed" mt="xs">
            {t('whatIf.firstDeals', { number: number(deals.length) })}
          </Text>
        )}
      </Panel>
      <Columns>
        <Panel title={t('whatIf.loads', { count: loads.length, number: number(loads.length) })}>
          {loads.length > 0 && <NumbersTable
              label={t('why.load')}
              columns={[t('whatIf.before'), t('whatIf.after')]}
              rows={loads.map(({ person, before, after }) => ({ person, figures: [before, after] }))}
            />}
        </Panel>
        <Panel title={t('whatIf.approvers', { count: approvers.length, number: number(approvers.length) })}>
          {approvers.length > 0 && <NumbersTable
              label={t('whatIf.couldApprove')}
              columns={[t('whatIf.gained'), t('whatIf.lost')]}
              rows={approvers.map(({ person, gained, lost }) => ({ person, figures: [gained, lost] }))}
            />}
        </Panel>
      </Columns>
    </>
  );
}

function DealsTable({ deals }: { deals: ChangedDeal[] }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  return (
    <div className={figures.frame} tabIndex={0} role="region" aria-label={t('deals.title')}>
      <Table className={figures.table} verticalSpacing={5} aria-label={t('deals.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('deals.column.reference')}</Table.Th>
            <Table.Th className={figures.number}>{t('deals.column.amount')}</Table.Th>
            <Table.Th>{t('deal.owner')}</Table.Th>
            <Table.Th>{t('deal.acting')}</Table.Th>
            <Table.Th>{t('whatIf.authority')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deals.map(({ id, reference, loanAmount, owner, acting, blocked, stalled }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Link to="/deals/$dealId" params={{ dealId: id }} className={table.link}>
                  {reference}
                </Link>
              </Table.Td>
              <Table.Td className={figures.number}>{money(loanAmount)}</Table.Td>
              <Table.Td>
                <Shift {...owner} />
              </Table.Td>
              <Table.Td>
                <Shift {...acting} />
                {stalled.before !== stalled.after && <Text size="xs">{t(stalled.after ? 'whatIf.nowStalled' : 'whatIf.nowResumes')}</Text>}
              </Table.Td>
              <Table.Td>{blocked.before === blocked.after ? '–' : t(blocked.after ? 'whatIf.nowBlocked' : 'whatIf.nowFree')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Before and after, or the one person where nothing changes. */
function Shift({ before, after }: { before: Person | null; after: Person | null }) {
  const { t } = useTranslation();
  const nameOf = (person: Person | null) => person?.name ?? t('whatIf.nobody');
  if (before?.id === after?.id) return nameOf(after);
  return (
    <>
      <Text component="del" size="sm" c="dimmed">
        {nameOf(before)}
      </Text>{' '}
      <span aria-hidden>→</span> <ins className={figures.after}>{nameOf(after)}</ins>
    </>
  );
}

interface NumbersProps {
  label: string;
  columns: [string, string];
  rows: { person: Person; figures: [number, number] }[];
}

function NumbersTable({ label, columns, rows }: NumbersProps) {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (
    <Table className={figures.table} verticalSpacing={5} aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('why.person')}</Table.Th>
          {columns.map((column) => (
            <Table.Th key={column} className={figures.number}>
              {column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ person, figures: [first, second] }) => (
          <Table.Tr key={person.id}>
            <Table.Td>
              <PersonLink {...person} />
            </Table.Td>
            <Table.Td className={figures.number}>{number(first)}</Table.Td>
            <Table.Td className={figures.number}>{number(second)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

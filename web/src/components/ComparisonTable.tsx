import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Comparison } from '../services/comparison';
import { useFormats } from '../services/format';
import classes from './ComparisonTable.module.css';
import figures from './FigureTable.module.css';

interface Props {
  label: string;
  comparisons: readonly Comparison[];
}

/** Each figure beside the limit that it was compared with, and what is left (LL-10). */
export function ComparisonTable({ label, comparisons }: Props) {
  const { t } = useTranslation();
  const cells = useCells();
  return (
    <div className={figures.frame} tabIndex={0} role="region" aria-label={label}>
      <Table className={figures.table} verticalSpacing={5} horizontalSpacing="xs" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('compare.what')}</Table.Th>
            <Table.Th className={figures.number}>{t('compare.figure')}</Table.Th>
            <Table.Th className={figures.number}>{t('compare.limit')}</Table.Th>
            <Table.Th className={figures.number}>{t('compare.headroom')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {comparisons.map((comparison) => {
            const [figure, limit, headroom] = cells(comparison);
            return (
              <Table.Tr key={comparison.code}>
                <Table.Td>{t(`deal.breach.${comparison.code}`)}</Table.Td>
                <Table.Td className={figures.number}>{figure}</Table.Td>
                <Table.Td className={figures.number}>{limit}</Table.Td>
                <Table.Td className={figures.number}>
                  <span className={classes.headroom} data-covered={comparison.covered}>
                    {headroom}
                  </span>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Figure, limit and headroom as they are read. */
function useCells(): (comparison: Comparison) => [string, string, string] {
  const { t } = useTranslation();
  const { money, percent } = useFormats();
  return ({ compared, covered }) => {
    if (compared.kind === 'currency') return [compared.deal, compared.company, t(covered ? 'compare.same' : 'compare.other')];
    if (compared.kind === 'rate') return [percent(compared.valueBps), percent(compared.limitBps), percent(compared.headroomBps)];
    const { value, limit, headroom } = compared;
    if (limit.kind === 'UNLIMITED') return [money(value), t('limits.kind.UNLIMITED'), t('limits.kind.UNLIMITED')];
    return [money(value), limit.kind === 'AMOUNT' ? money(limit.money) : t('limits.notSet'), headroom ? money(headroom) : '–'];
  };
}

/** One comparison as a sentence. */
export function useComparisonText(): (comparison: Comparison) => string {
  const { t } = useTranslation();
  const cells = useCells();
  return (comparison) => {
    const [value, limit] = cells(comparison);
    const { compared } = comparison;
    const unset = compared.kind === 'money' && compared.limit.kind === 'UNSET';
    return t('lists.pair', { label: t(`deal.breach.${comparison.code}`), value: unset ? t('deal.breachUnset', { value }) : t('deal.breachCompared', { value, limit }) });
  };
}

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductionBy } from '../../gql/graphql';
import type { ProductionField } from '../../services/administration';
import { useFormats } from '../../services/format';
import type { Sort } from '../../services/order';
import { sorted, type Production } from '../../services/production';
import type { Columns } from '../lists/columns';
import { DataTable } from '../lists/DataTable';
import { RowCard } from '../lists/RowCard';
import type { ProductionLine } from './productionColumns';
import { RowLabel } from './RowLabel';

interface Props {
  report: Production;
  by: ProductionBy;
  columns: Columns<ProductionLine>;
  sort: Sort<ProductionField>;
  onSort(sort: Sort<ProductionField>): void;
}

/** The report line by line, with the totals always in sight. */
export function ProductionTable({ report: { rows, total }, by, columns, sort, onSort }: Props) {
  const { t } = useTranslation();
  const { locale, money, number } = useFormats();
  const lines = useMemo(() => sorted(rows, sort, locale).map((row): ProductionLine => ({ ...row, id: `${row.subject ?? ''} ${row.label}` })), [rows, sort, locale]);
  const foot = useMemo((): ProductionLine => ({ ...total, id: 'total', total: true }), [total]);
  return (
    <DataTable
      {...{ columns, rows: lines, foot, sort, onSort }}
      label={t('production.title')}
      card={(line) => (
        <RowCard name={line.total ? t('production.total') : <RowLabel row={line} by={by} />} state={<span>{money(line.amount)}</span>}>
          {t('lists.pair', { label: t('production.column.deals'), value: number(line.deals) })} · {t('lists.pair', { label: t('production.column.lostDeals'), value: number(line.lostDeals) })}
          <div>
            {t('lists.pair', { label: t('production.column.fundedAmount'), value: money(line.fundedAmount) })} ({number(line.fundedDeals)})
          </div>
        </RowCard>
      )}
    />
  );
}

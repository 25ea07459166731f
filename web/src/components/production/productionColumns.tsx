import type { TFunction } from 'i18next';
import type { ProductionBy } from '../../gql/graphql';
import { figures } from '../../services/administration';
import type { Formats } from '../../services/format';
import { sharesOf, type ProductionRow } from '../../services/production';
import { columnsOf, type Columns } from '../lists/columns';
import classes from './production.module.css';
import { RowLabel } from './RowLabel';

/** A line of the report, or the line of its totals. */
export type ProductionLine = ProductionRow & { id: string; total?: true };

const column = columnsOf<ProductionLine>();
const tracks = { deals: 'minmax(70px, 0.5fr)', amount: 'minmax(130px, 0.9fr)', fundedDeals: 'minmax(80px, 0.5fr)', fundedAmount: 'minmax(140px, 0.9fr)', lostDeals: 'minmax(130px, 0.8fr)' };

/** The columns of the report: what is counted, a bar for the amount and its funded part, and the figures. */
export function productionColumns(t: TFunction<'console'>, { number, money }: Formats, by: ProductionBy, rows: readonly ProductionRow[]): Columns<ProductionLine> {
  return [
    column.accessor('label', {
      id: 'label',
      header: t(`production.by.${by}`),
      cell: ({ row: { original } }) => (original.total ? t('production.total') : <RowLabel row={original} by={by} />),
      meta: { track: 'minmax(130px, 1fr)' },
    }),
    column.display({
      id: 'chart',
      header: t('production.bars'),
      enableSorting: false,
      cell: ({ row: { original } }) => !original.total && <Bar {...sharesOf(rows, original)} />,
      meta: { track: 'minmax(120px, 2fr)' },
    }),
    ...figures.map((figure) =>
      column.accessor((row) => (typeof row[figure] === 'number' ? row[figure] : Number(row[figure].amount)), {
        id: figure,
        header: t(`production.column.${figure}`),
        // Figures begin with the largest.
        sortDescFirst: true,
        cell: ({ row: { original } }) => (typeof original[figure] === 'number' ? number(original[figure]) : money(original[figure])),
        meta: { track: tracks[figure], align: 'end' as const },
      }),
    ),
  ];
}

function Bar({ all, funded }: { all: number; funded: number }) {
  return (
    <span className={classes.track} aria-hidden>
      <span className={classes.all} style={{ width: `${100 * all}%` }} />
      <span className={classes.funded} style={{ width: `${100 * funded}%` }} />
    </span>
  );
}

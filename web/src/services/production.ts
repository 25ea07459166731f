import { useMemo } from 'react';
import { useClient, useQuery } from 'urql';
import { ProductionDocument, ProductionFileDocument, type ProductionBy, type ProductionQuery } from '../gql/graphql';
import { addMonths, monthOf, type LocalDate } from './dates';
import { useLoaded, type Loaded } from './loaded';
import type { Sort } from './order';
import type { Figure, ProductionField, ProductionSearch } from './administration';

export type ProductionRow = ProductionQuery['productionReport']['total'];

export interface Production {
  rows: ProductionRow[];
  total: ProductionRow;
  /** Deals in another currency, which the sums leave out. */
  otherCurrency: number;
}

/** The days of a report: those of the address, else from the first of the month two months ago until today. */
export function rangeOf({ from, to }: ProductionSearch, today: LocalDate): { from: LocalDate; to: LocalDate } {
  return { from: from ?? `${addMonths(monthOf(today), -2)}-01`, to: to ?? today };
}

/** Months are told in their order; all else begins with the largest amount. */
export function orderOf({ by, sort, asc }: ProductionSearch): Sort<ProductionField> {
  if (!sort) return by === 'PERIOD' ? { by: 'label', desc: false } : { by: 'amount', desc: true };
  return { by: sort, desc: !asc };
}

const valueOf = (row: ProductionRow, figure: Figure): number => {
  const value = row[figure];
  return typeof value === 'number' ? value : Number(value.amount);
};

/** Amounts are compared as numbers for their order alone; what is shown stays decimal text. */
export function sorted(rows: readonly ProductionRow[], { by, desc }: Sort<ProductionField>, locale: string): ProductionRow[] {
  const collator = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  const compare = (one: ProductionRow, other: ProductionRow) =>
    by === 'label' ? collator.compare(one.label, other.label) : valueOf(one, by) - valueOf(other, by);
  return [...rows].sort((one, other) => (desc ? compare(other, one) : compare(one, other)));
}

/** How long the bars of a row are, of the longest: all deals, and the funded ones among them. */
export function sharesOf(rows: readonly ProductionRow[], row: ProductionRow): { all: number; funded: number } {
  const most = Math.max(1, ...rows.map((one) => valueOf(one, 'amount')));
  return { all: valueOf(row, 'amount') / most, funded: valueOf(row, 'fundedAmount') / most };
}

interface Question {
  range: { from: LocalDate; to: LocalDate };
  by: ProductionBy;
}

export function useProduction({ range: { from, to }, by }: Question): Loaded<Production> {
  const variables = useMemo(() => ({ range: { from, to }, by }), [from, to, by]);
  const pause = to < from;
  const [{ data, error, fetching }, again] = useQuery({ query: ProductionDocument, variables, pause, requestPolicy: 'cache-and-network' });
  return useLoaded({
    key: 'production',
    thing: data?.productionReport ?? null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

/** The same report as a file; null when something stood in the way. */
export function useProductionFile() {
  const client = useClient();
  return async (question: Question): Promise<string | null> => {
    const { data } = await client.query(ProductionFileDocument, question, { requestPolicy: 'network-only' });
    return data?.productionReport.csv ?? null;
  };
}

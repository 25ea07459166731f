import type { Sort } from '../../services/order';
import type { Columns } from './columns';

/** What a column reads of a row. */
export function valueOf<Row extends object>(column: Columns<Row>[number], row: Row): unknown {
  if ('accessorFn' in column) return column.accessorFn(row as never, 0);
  return 'accessorKey' in column ? (row as Record<string, unknown>)[String(column.accessorKey)] : undefined;
}

/**
 * Rows in the order of one column's values, for lists that are here as a whole: words as the
 * language sorts them, figures by size, what is empty last either way. A column that the list
 * lacks leaves the rows as they came; equal ones keep their places.
 */
export function sortRows<Row extends object>(rows: readonly Row[], columns: Columns<Row>, sort: Sort<string> | undefined, locale: string): Row[] {
  const column = columns.find(({ id }) => id !== undefined && id === sort?.by);
  if (!column || !sort) return [...rows];
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const order = (one: unknown, other: unknown) => (typeof one === 'number' && typeof other === 'number' ? one - other : compare(String(one), String(other)));
  const empty = (value: unknown) => value === null || value === undefined || value === '';
  return rows
    .map((row) => ({ row, value: valueOf(column, row) }))
    .sort((one, other) => {
      if (empty(one.value) || empty(other.value)) return Number(empty(one.value)) - Number(empty(other.value));
      return sort.desc ? order(other.value, one.value) : order(one.value, other.value);
    })
    .map(({ row }) => row);
}

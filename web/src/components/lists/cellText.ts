import type { Columns } from './columns';
import { valueOf } from './sortRows';

/** A column's value of a row, as a file says it and a search finds it. */
export function textOf<Row extends object>(column: Columns<Row>[number], row: Row): string {
  const read = valueOf(column, row);
  const text = column.meta?.text;
  if (text) return text(read as never, row as never);
  return read === null || read === undefined ? '' : String(read);
}

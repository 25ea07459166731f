import type { Columns } from './columns';
import { textOf } from './cellText';

/** As words are compared: in small letters, without accents. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The rows that hold every word of a search in one of their columns, for lists that are here as a whole. */
export function findRows<Row extends object>(rows: Row[], columns: Columns<Row>, search: string | undefined): Row[] {
  const words = folded(search ?? '').split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = folded(columns.map((column) => textOf(column, row)).join('\n'));
    return words.every((word) => text.includes(word));
  });
}

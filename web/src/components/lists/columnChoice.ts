import type { RowData } from '@tanstack/react-table';
import type { Hidden } from '../../services/hidden';
import type { Columns } from './columns';

const idsOf = (hidden: Hidden): string[] => hidden?.split(',') ?? [];

/** Columns that may be hidden: all but the first, which names the row, and those of controls. */
export const hideable = <Row extends RowData>(columns: Columns<Row>): Columns<Row> =>
  columns.filter(({ id, meta }, index) => index > 0 && id && !meta?.controls);

/** The columns that are left; what the address names and the list lacks hides nothing. */
export function shownColumns<Row extends RowData>(columns: Columns<Row>, hidden: Hidden): Columns<Row> {
  const away = new Set(idsOf(hidden));
  const may = new Set(hideable(columns));
  return columns.filter((column) => !may.has(column) || !away.has(column.id ?? ''));
}

/** Hides a column, or shows it again. */
export function withColumn(hidden: Hidden, id: string, shown: boolean): Hidden {
  const left = idsOf(hidden).filter((other) => other !== id);
  return (shown ? left : [...left, id]).join(',') || undefined;
}

import { createColumnHelper, rowSortingFeature, tableFeatures, type ColumnDef, type RowData } from '@tanstack/react-table';

/**
 * How a column is laid out: a CSS grid track, so that longer languages have room. Rows
 * are grids of their own, so a track may not depend on what is in it (no `auto`).
 */
export interface Layout {
  track: string;
  align?: 'end';
  /** What a file says of the column's value, where that is not the value itself; it may need the row for it. */
  text?(value: never, row: never): string;
  /** Holds controls alone: it is neither hidden nor written to a file. */
  controls?: true;
}

/** Lists are sorted by the server; the table only shows by what. */
export const features = tableFeatures({ rowSortingFeature, columnMeta: {} as Layout });
export type Features = typeof features;

export type Columns<Row extends RowData> = ColumnDef<Features, Row, any>[];

export const columnsOf = <Row extends RowData>() => createColumnHelper<Features, Row>();

export const tracksOf = <Row extends RowData>(columns: Columns<Row>): string =>
  columns.map((column) => column.meta?.track ?? 'minmax(120px, 1fr)').join(' ');

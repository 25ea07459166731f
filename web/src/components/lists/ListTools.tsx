import { Group } from '@mantine/core';
import type { RowData } from '@tanstack/react-table';
import { ColumnChooser } from './ColumnChooser';
import type { Hidden } from '../../services/hidden';
import type { Columns } from './columns';
import { ExportButton } from './ExportButton';
import { SavedViews } from './SavedViews';

interface Props<Row extends RowData> {
  /** Name of the page, under which views are kept. */
  page: string;
  columns: Columns<Row>;
  hidden: Hidden;
  onHide(hidden: Hidden): void;
  onExport(): Promise<string>;
}

/** What every list offers beside its filters: kept views, the choice of columns, a file. */
export function ListTools<Row extends RowData>({ page, columns, hidden, onHide, onExport }: Props<Row>) {
  return (
    <Group gap={4} wrap="nowrap">
      <SavedViews page={page} />
      <ColumnChooser columns={columns} hidden={hidden} onChange={onHide} />
      <ExportButton onExport={onExport} />
    </Group>
  );
}

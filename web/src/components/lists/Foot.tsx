import { useTable } from '@tanstack/react-table';
import { useMemo, type ReactNode } from 'react';
import { features, type Columns } from './columns';
import classes from './DataTable.module.css';
import { Card, Cells } from './DrawnRow';

interface Props<Row extends { id: string }> {
  columns: Columns<Row>;
  row: Row;
  template: string;
  /** The row as a card, where there is no room for columns. */
  card?(row: Row): ReactNode;
}

/** The row that always stands below the others. */
export function Foot<Row extends { id: string }>({ columns, row, template, card }: Props<Row>) {
  const table = useTable({ features, columns, data: useMemo(() => [row], [row]), getRowId: ({ id }) => id });
  const only = table.getRowModel().rows[0];
  return (
    <div role="rowgroup" className={classes.foot}>
      <div role="row" className={classes.row} style={card ? { display: 'block', padding: 0 } : { gridTemplateColumns: template }}>
        {only && (card ? <Card>{card(row)}</Card> : <Cells cells={only.getAllCells()} />)}
      </div>
    </div>
  );
}

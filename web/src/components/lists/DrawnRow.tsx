import { FlexRender, type Row as TableRow } from '@tanstack/react-table';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { ChooseRow } from './Choice';
import type { Columns, Features } from './columns';
import classes from './DataTable.module.css';

/** What a row does; the object stays the same for as long as its list is there. */
export interface RowActs<Row> {
  open(row: Row): void;
  choose(id: string, chosen: boolean): void;
  nameOf(row: Row): string;
}

interface Props<Row extends { id: string }> {
  row: Row;
  /** Its place in the list, from 0. */
  index: number;
  /** In pixels from the top of the list. */
  start: number;
  height: number;
  columns: Columns<Row>;
  /** Absent: the row is a card. They follow from row and columns. */
  cells?: readonly Cell<Row>[];
  card(row: Row): ReactNode;
  template: string;
  /** Whether a click opens it. */
  opens: boolean;
  open: boolean;
  /** Absent: rows can't be chosen. */
  chosen?: boolean;
  acts: RowActs<Row>;
}

type Cell<Row extends { id: string }> = ReturnType<TableRow<Features, Row>['getAllCells']>[number];

/** A row's cells, side by side. */
export function Cells<Row extends { id: string }>({ cells }: { cells: readonly Cell<Row>[] }) {
  return cells.map((cell) => (
    <div key={cell.id} role="cell" className={classes.cell} data-align={cell.column.columnDef.meta?.align} data-controls={cell.column.columnDef.meta?.controls}>
      <FlexRender cell={cell} />
    </div>
  ));
}

/** A row as one cell, for narrow screens. */
export function Card({ children }: { children: ReactNode }) {
  return (
    <div role="cell" className={classes.card}>
      {children}
    </div>
  );
}

function PlainRow<Row extends { id: string }>({ row, index, start, height, cells, card, template, opens, open, chosen, acts }: Props<Row>) {
  const layout = cells ? { gridTemplateColumns: template } : { display: 'block', padding: 0 };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-open={open}
      data-chosen={chosen}
      data-opens={opens}
      className={classes.row}
      style={{ ...layout, height, transform: `translateY(${start}px)` }}
      onClick={(event) => openUnlessControl(event, () => acts.open(row))}
    >
      {cells && chosen !== undefined && <ChooseRow chosen={chosen} name={acts.nameOf(row)} onChoose={(on) => acts.choose(row.id, on)} />}
      {cells ? <Cells cells={cells} /> : <Card>{card(row)}</Card>}
    </div>
  );
}

/** Scrolling, a drawer that opens and a row that is chosen leave the others as they are. */
export const DrawnRow = memo(PlainRow, alike) as typeof PlainRow;

/** A list that grows makes the cells of all its rows anew; while row and columns are the same, they say the same. */
function alike<Row extends { id: string }>({ cells: before, card: was, ...rest }: Props<Row>, { cells: now, card, ...next }: Props<Row>): boolean {
  const drawnAlike = before && now ? true : !before && !now && was === card;
  return drawnAlike && (Object.keys(next) as (keyof typeof next)[]).every((name) => rest[name] === next[name]);
}

/** A click on a link or button inside the row does its own work. */
function openUnlessControl(event: MouseEvent<HTMLElement>, open: () => void): void {
  if (event.target instanceof Element && !event.target.closest('a, button, input, label, [role=menu], [role=listbox]')) open();
}

import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { Sort } from '../../services/order';
import { features, tracksOf, type Columns } from './columns';
import classes from './DataTable.module.css';
import { useNarrow } from '../useNarrow';
import { HeaderCell } from './HeaderCell';
import { ChooseAll } from './Choice';
import { DrawnRow, type RowActs } from './DrawnRow';
import { Foot } from './Foot';
import { useRowKeys } from './useRowKeys';
import type { Selection } from './useSelection';

interface Props<Row extends { id: string }, Field extends string> {
  label: string;
  columns: Columns<Row>;
  rows: Row[];
  /** What the rows are sorted by, where that is one of the columns. */
  sort?: Sort<Field>;
  /** Absent: the order is the list's own. */
  onSort?(sort: Sort<Field>): void;
  /** How many rows the whole list has, once known; for people who can't see the end. */
  total?: number;
  /** Near the end of what is loaded; absent: the rows are all there are. */
  onEnd?(): void;
  /** What a click on the row does, beside the link in it; absent: nothing. */
  onOpen?(row: Row): void;
  openId?: string;
  /** Which rows are chosen; absent: none can be. */
  selection?: Selection;
  /** How a row is called, for those who choose it without seeing it. */
  nameOf?(row: Row): string;
  /** The rows are about to be replaced. */
  outdated?: boolean;
  /** As high as its rows, on a page that shows more than the list. */
  snug?: boolean;
  /** A last row that always stands, such as totals. */
  foot?: Row;
  /** The row as a card, for narrow screens; where it is not the same function each time, every card is drawn anew. */
  card(row: Row): ReactNode;
}

const sorting = <Field extends string>(sort: Sort<Field> | undefined) => (sort ? [{ id: sort.by, desc: sort.desc }] : []);

const rowHeight = 36;
const cardHeight = 84;

/** A list whose rows exist only while they are seen; it asks for more near its end. */
export function DataTable<Row extends { id: string }, Field extends string>(props: Props<Row, Field>) {
  const { columns, rows, sort, onSort, onEnd } = props;
  const frame = useRef<HTMLDivElement>(null);
  const cards = useNarrow();
  const height = cards ? cardHeight : rowHeight;
  const table = useTable({
    features,
    columns,
    data: rows,
    manualSorting: true,
    enableSorting: onSort !== undefined,
    enableSortingRemoval: false,
    sortDescFirst: false,
    getRowId: (row) => row.id,
    state: { sorting: sorting(sort) },
    onSortingChange: (update) => {
      const next = typeof update === 'function' ? update(sorting(sort)) : update;
      if (next[0]) onSort?.({ by: next[0].id as Field, desc: next[0].desc });
    },
  });
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 8,
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  useEffect(() => {
    // Braces: newer browsers answer scrollTo with a promise, which is no clean-up.
    frame.current?.scrollTo({ top: 0 });
  }, [sort?.by, sort?.desc]);

  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastSeen >= rows.length - 15) onEnd?.();
  }, [lastSeen, rows.length, onEnd]);

  const keys = useRowKeys(frame, virtual);
  const { selection } = props;
  const acts = useActs(props);
  const template = `${selection ? '24px ' : ''}${tracksOf(columns)}`;
  const all = table.getRowModel().rows;
  return (
    <div ref={frame} className={classes.frame} data-snug={props.snug} tabIndex={0} role="region" aria-label={props.label} aria-busy={props.outdated} onKeyDown={keys}>
      <div role="table" aria-label={props.label} aria-rowcount={(props.total ?? -2) + 1} className={cards ? undefined : classes.table}>
        {!cards && (
          <div role="rowgroup" className={classes.head}>
            <div role="row" aria-rowindex={1} className={classes.row} style={{ gridTemplateColumns: template }}>
              {selection && <ChooseAll selection={selection} ids={rows.map(({ id }) => id)} />}
              {table.getHeaderGroups()[0]?.headers.map((header) => (
                <HeaderCell key={header.id} header={header}>
                  <table.FlexRender header={header} />
                </HeaderCell>
              ))}
            </div>
          </div>
        )}
        <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = all[item.index];
            if (!row) return null;
            return (
              <DrawnRow
                key={row.id}
                row={row.original}
                index={item.index}
                start={item.start}
                height={height}
                columns={columns}
                cells={cards ? undefined : row.getAllCells()}
                card={props.card}
                template={template}
                opens={props.onOpen !== undefined}
                open={row.id === props.openId}
                chosen={selection?.has(row.id)}
                acts={acts}
              />
            );
          })}
        </div>
        {props.foot && <Foot columns={columns} row={props.foot} template={template} card={cards ? props.card : undefined} />}
      </div>
    </div>
  );
}

/** What rows do, as the newest properties say it, in an object that stays the same: rows are not drawn anew for it. */
function useActs<Row extends { id: string }, Field extends string>(props: Props<Row, Field>): RowActs<Row> {
  const newest = useRef(props);
  useEffect(() => {
    newest.current = props;
  });
  return useMemo(
    () => ({
      open: (row) => newest.current.onOpen?.(row),
      choose: (id, chosen) => newest.current.selection?.set([id], chosen),
      nameOf: (row) => newest.current.nameOf?.(row) ?? row.id,
    }),
    [],
  );
}

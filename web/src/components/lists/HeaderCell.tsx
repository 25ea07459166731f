import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { Header, RowData } from '@tanstack/react-table';
import type { ReactNode } from 'react';
import type { Features } from './columns';
import classes from './DataTable.module.css';

interface Props<Row extends RowData> {
  header: Header<Features, Row, unknown>;
  children: ReactNode;
}

const spoken = { asc: 'ascending', desc: 'descending' } as const;

/** A column's title; a button where the list can be sorted by it. */
export function HeaderCell<Row extends RowData>({ header, children }: Props<Row>) {
  const { column } = header;
  const sorted = column.getIsSorted();
  const sortable = column.getCanSort();
  const Arrow = sorted === 'desc' ? IconChevronDown : IconChevronUp;
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? spoken[sorted] : sortable ? 'none' : undefined}
      className={classes.header}
      data-align={column.columnDef.meta?.align}
    >
      {sortable ? (
        <UnstyledButton className={classes.sort} data-active={Boolean(sorted)} onClick={() => column.toggleSorting(sorted === 'asc')}>
          <Words>{children}</Words>
          <Arrow size={14} aria-hidden />
        </UnstyledButton>
      ) : column.columnDef.meta?.controls ? (
        <VisuallyHidden>{children}</VisuallyHidden>
      ) : (
        <Words>{children}</Words>
      )}
    </div>
  );
}

/** A title ends in dots where the column is narrower. */
const Words = ({ children }: { children: ReactNode }) => <span className={classes.words}>{children}</span>;

import { useMemo, type ReactNode } from 'react';
import { useFormats } from '../../services/format';
import type { ListSearch } from '../../services/listSearch';
import type { Sort } from '../../services/order';
import { isWhole, type Pages } from '../../services/pages';
import { shownColumns } from './columnChoice';
import type { Columns } from './columns';
import { ListTools } from './ListTools';
import { sortRows } from './sortRows';
import { useListFile } from './useListFile';

interface Props<Row extends { id: string }> {
  /** Name of the page: of its kept views and of its file. */
  page: string;
  list: Pages<Row>;
  columns: Columns<Row>;
  search: ListSearch;
  onChange(part: ListSearch): void;
}

interface ListView<Row extends { id: string }> {
  columns: Columns<Row>;
  rows: Row[];
  sort: Sort<string> | undefined;
  onSort: ((sort: Sort<string>) => void) | undefined;
  onEnd(): void;
  outdated: boolean;
  /** Kept views, the choice of columns, a file: to stand beside the filters. */
  tools: ReactNode;
}

/**
 * What lists have in common: the columns that are shown, the order, and the tools. A list that
 * is here as a whole is sorted by any column; of a longer one the server keeps the order.
 */
export function useListView<Row extends { id: string }>({ page, list, columns, search, onChange }: Props<Row>): ListView<Row> {
  const { locale } = useFormats();
  const { hide, by, desc } = search;
  const shown = useMemo(() => shownColumns(columns, hide), [columns, hide]);
  const whole = isWhole(list);
  const sort = useMemo(() => (by && whole ? { by, desc: desc === true } : undefined), [by, desc, whole]);
  const rows = useMemo(() => sortRows(list.rows, columns, sort, locale), [list.rows, columns, sort, locale]);
  const write = useListFile(page, whole ? { rows } : list, shown);
  return {
    ...{ columns: shown, rows, sort, onEnd: list.more, outdated: list.outdated },
    onSort: whole ? (next) => onChange({ by: next.by, desc: next.desc || undefined }) : undefined,
    tools: <ListTools page={page} columns={columns} hidden={hide} onHide={(hidden) => onChange({ hide: hidden })} onExport={write} />,
  };
}

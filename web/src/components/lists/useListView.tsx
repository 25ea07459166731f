import { Text } from '@mantine/core';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { ListSearch } from '../../services/listSearch';
import type { Sort } from '../../services/order';
import { isWhole, type Pages } from '../../services/pages';
import { shownColumns } from './columnChoice';
import type { Columns } from './columns';
import { findRows } from './findRows';
import { ListTools } from './ListTools';
import { SearchField } from './SearchField';
import { sortRows } from './sortRows';
import { useListFile } from './useListFile';

interface Props<Row extends { id: string }> {
  /** Name of the page: of its kept views and of its file. */
  page: string;
  list: Pages<Row>;
  columns: Columns<Row>;
  search: ListSearch;
  onChange(part: ListSearch): void;
  /** The order that the list comes in, where that is one of its columns. */
  order?: Sort<string>;
  /** How many rows it has in all, once known. */
  total?: number;
  /** The rows are searched here; absent: by the server, or not at all. */
  finds?: true;
}

/** A list of no more rows than this is read to its end to be searched or sorted here. */
const mostHere = 1000;

interface ListView<Row extends { id: string }> {
  columns: Columns<Row>;
  rows: Row[];
  sort: Sort<string> | undefined;
  onSort: ((sort: Sort<string>) => void) | undefined;
  onEnd(): void;
  outdated: boolean;
  /** Kept views, the choice of columns, a file: to stand beside the filters. */
  tools: ReactNode;
  /** Searches the rows as one types. */
  field: ReactNode;
  /** The list with the rows that the search finds: what stands in its place goes by them. */
  found: Pages<Row>;
}

/**
 * What lists have in common: the columns that are shown, the order, a search, and the tools. A
 * list that is here as a whole is sorted by any column and searched in all of them; a short one is
 * fetched for it. Of a longer one the server keeps the order.
 */
export function useListView<Row extends { id: string }>({ page, list, columns, search, onChange, order, total, finds }: Props<Row>): ListView<Row> {
  const { locale } = useFormats();
  const { hide, by, desc } = search;
  const q = finds && search.q;
  const shown = useMemo(() => shownColumns(columns, hide), [columns, hide]);
  const whole = isWhole(list);
  const sort = useMemo(() => (by && whole ? { by, desc: desc === true } : undefined), [by, desc, whole]);
  const found = useFound(list, columns, q, by !== undefined);
  const rows = useMemo(() => sortRows(found.rows, columns, sort, locale), [found.rows, columns, sort, locale]);
  const everything = list.everything && (async () => {
    const all = await list.everything!();
    // The server knows nothing of a search that is done here.
    return all && { ...all, rows: findRows(all.rows, columns, q) };
  });
  const write = useListFile(page, whole || !everything ? { rows } : { rows, everything }, shown);
  const sortable = whole || (total !== undefined && total <= mostHere);
  return {
    ...{ columns: shown, rows, sort: sort ?? order, onEnd: list.more, outdated: list.outdated, found },
    onSort: sortable ? (next) => onChange({ by: next.by, desc: next.desc || undefined }) : undefined,
    tools: <ListTools page={page} columns={columns} hidden={hide} onHide={(hidden) => onChange({ hide: hidden })} onExport={write} />,
    field: finds && <FindField value={q} onChange={(next) => onChange({ q: next || undefined })} cut={q !== undefined && list.hasMore && list.rows.length >= mostHere} />,
  };
}

/** What the search leaves of a list; the rest of it is fetched, as far as it is searched and sorted here. */
function useFound<Row extends { id: string }>(list: Pages<Row>, columns: Columns<Row>, q: string | undefined, sorted: boolean): Pages<Row> {
  const { rows, hasMore, loading, more } = list;
  const wanted = (q !== undefined || sorted) && hasMore && rows.length < mostHere;
  useEffect(() => {
    if (wanted && !loading) more();
  }, [wanted, loading, more]);
  const found = useMemo(() => findRows(rows, columns, q), [rows, columns, q]);
  return { ...list, rows: found, loading: loading || wanted };
}

interface FieldProps {
  value: string | undefined;
  onChange(value: string): void;
  /** The list has more rows than are searched. */
  cut: boolean;
}

function FindField({ value, onChange, cut }: FieldProps) {
  const { t } = useTranslation();
  return (
    <>
      {cut && (
        <Text component="span" size="xs" c="dimmed" role="status">
          {t('lists.searchCut', { count: mostHere })}
        </Text>
      )}
      <SearchField label={t('lists.search')} value={value ?? ''} onChange={onChange} />
    </>
  );
}

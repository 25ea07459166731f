import { useCallback, useEffect, useMemo, useState } from 'react';
import { useClient, type AnyVariables, type RequestPolicy, type TypedDocumentNode } from 'urql';
import { troubleOf, type Trouble } from './fault';

/** One page of a Relay connection, already in the console's own terms. */
export interface Page<Row> {
  rows: Row[];
  endCursor: string | null;
  hasNextPage: boolean;
}

export interface Pages<Row> {
  rows: Row[];
  loading: boolean;
  trouble: Trouble | null;
  hasMore: boolean;
  /** The rows are still those of the search before. */
  outdated: boolean;
  /** Loads the page after the last one; does nothing while one is on its way. */
  more(): void;
  retry(): void;
  /** Everything that the list finds, read to its end; null when something stood in the way. Absent: `rows` is everything. */
  everything?(): Promise<Everything<Row> | null>;
}

/** Whether the rows are all that the list finds: nothing is to come, and nothing stood in the way of what came. */
export const isWhole = ({ hasMore, loading, trouble, outdated }: Pages<unknown>): boolean => !hasMore && !loading && !trouble && !outdated;

/** A list that came in one answer. */
export const wholeList = <Row>(rows: Row[]): Pages<Row> => ({
  ...{ rows, loading: false, trouble: null, hasMore: false, outdated: false },
  ...{ more: () => undefined, retry: () => undefined },
});

export interface Everything<Row> {
  rows: Row[];
  /** There is more than one file should hold. */
  cut: boolean;
}

/** Rows of one file that the console writes by itself; jobs write more. */
export const mostRows = 10_000;

interface Loaded<Row> {
  key: string;
  pages: (Page<Row> | undefined)[];
  trouble: Trouble | null;
}

/**
 * Reads a connection page by page. Every page stays subscribed to the cache, so
 * that a change made in a drawer shows in the list. Rows of the list before stay
 * visible until the first page of a new search has arrived. `read` must be a
 * function that stays the same.
 */
export function usePages<Data, Variables extends AnyVariables, Row extends { id: string }>(
  document: TypedDocumentNode<Data, Variables & { after?: string | null }>,
  variables: Variables,
  read: (data: Data) => Page<Row>,
): Pages<Row> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [attempt, setAttempt] = useState(0);
  const [cursors, setCursors] = useState<{ key: string; list: (string | null)[] }>({ key, list: [null] });
  const [loaded, setLoaded] = useState<Loaded<Row>>({ key, pages: [], trouble: null });
  const list = cursors.key === key ? cursors.list : first;

  useEffect(() => {
    setLoaded((before) => ({ ...before, trouble: null }));
    const requestPolicy = policy(list.length, attempt);
    const subscriptions = list.map((after, index) =>
      client
        .query(document, { ...(JSON.parse(key) as Variables), after }, { requestPolicy })
        .subscribe(({ data, error }) =>
          setLoaded((before) => {
            const trouble = error ? troubleOf(error) : null;
            if (!data) return { ...before, trouble };
            const pages = before.key === key ? [...before.pages] : [];
            pages[index] = read(data);
            return { key, pages, trouble };
          }),
        ),
    );
    return () => subscriptions.forEach((subscription) => subscription.unsubscribe());
  }, [client, document, key, list, attempt, read]);

  const present = loaded.key === key;
  const last = present ? loaded.pages[list.length - 1] : undefined;
  const more = useCallback(() => {
    if (last?.hasNextPage) setCursors({ key, list: [...list, last.endCursor] });
  }, [last, key, list]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const everything = useCallback(async () => {
    const all = new Map<string, Row>();
    for (let after: string | null = null; ; ) {
      const { data } = await client.query(document, { ...(JSON.parse(key) as Variables), first: 100, after }, { requestPolicy: 'network-only' });
      if (!data) return null;
      const page = read(data);
      for (const row of page.rows) all.set(row.id, row);
      if (!page.hasNextPage || all.size >= mostRows) return { rows: [...all.values()].slice(0, mostRows), cut: page.hasNextPage };
      after = page.endCursor;
    }
  }, [client, document, key, read]);
  const rows = useMemo(() => distinct(loaded.pages), [loaded.pages]);
  const { trouble } = loaded;
  return { rows, loading: !last && !trouble, trouble, hasMore: last?.hasNextPage ?? false, outdated: !present, more, retry, everything };
}

const first: (string | null)[] = [null];

// A list that is opened shows what is known and asks again; further pages follow its cursors.
function policy(pages: number, attempt: number): RequestPolicy {
  if (pages > 1) return 'cache-first';
  return attempt > 0 ? 'network-only' : 'cache-and-network';
}

/** A row that moved between two pages while they were read is shown once. */
function distinct<Row extends { id: string }>(pages: (Page<Row> | undefined)[]): Row[] {
  const rows = new Map<string, Row>();
  for (const page of pages) for (const row of page?.rows ?? []) rows.set(row.id, row);
  return [...rows.values()];
}

import { useCallback, useEffect, useRef } from 'react';

/**
 * The rows that are chosen, as they were seen last: a choice outlives another order of the list,
 * whose first page may not hold them any more. Read when something is done to them.
 */
export function useChosenRows<Row extends { id: string }>(ids: ReadonlySet<string>, rows: readonly Row[]): () => Row[] {
  const known = useRef(new Map<string, Row>());
  useEffect(() => {
    for (const id of known.current.keys()) if (!ids.has(id)) known.current.delete(id);
    for (const row of rows) if (ids.has(row.id)) known.current.set(row.id, row);
  }, [ids, rows]);
  return useCallback(() => [...known.current.values()], []);
}

import { listSearch, type ListSearch } from './listSearch';

/** What the address of the page holds. */
export interface QueuesSearch extends ListSearch {
  q?: string;
  only?: 'full' | 'room' | 'away';
  view?: 'table';
}

export const queueKinds = ['full', 'room', 'away'] as const;

export function queuesSearch(raw: Record<string, unknown>): QueuesSearch {
  const { q, only, view } = raw;
  return {
    ...listSearch(raw),
    q: typeof q === 'string' && q ? q : undefined,
    only: queueKinds.find((kind) => kind === only),
    view: view === 'table' ? view : undefined,
  };
}

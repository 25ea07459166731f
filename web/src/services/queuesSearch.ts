import { listSearch, type ListSearch } from './listSearch';

/** What the address of the page holds. */
export interface QueuesSearch extends ListSearch {
  q?: string;
  only?: 'full' | 'room' | 'away';
  /** Whose direct reports; left out: everybody. */
  team?: string;
  view?: 'table';
}

export const queueKinds = ['full', 'room', 'away'] as const;

/** Orders that are asked for most; the table's headings have all others. Left out: fullest first. */
export const queueOrders = {
  LOAD: { by: 'LOAD', desc: true },
  ROOM: { by: 'ROOM', desc: true },
  PERSON: { by: 'PERSON' },
} as const satisfies Record<string, ListSearch>;

export type QueueOrder = keyof typeof queueOrders;

export const queueOrderOf = ({ by }: QueuesSearch): QueueOrder | null => (by && by in queueOrders ? (by as QueueOrder) : null);

export function queuesSearch(raw: Record<string, unknown>): QueuesSearch {
  const { q, only, team, view } = raw;
  return {
    ...listSearch(raw),
    q: typeof q === 'string' && q ? q : undefined,
    team: typeof team === 'string' && team.startsWith('usr_') ? team : undefined,
    only: queueKinds.find((kind) => kind === only),
    view: view === 'table' ? view : undefined,
  };
}

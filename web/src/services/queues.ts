import { useQuery } from 'urql';
import { QueueLoadsDocument, type QueueLoadsQuery } from '../gql/graphql';
import type { LocalDate } from './dates';
import { useLoaded, type Loaded } from './loaded';
import { personOf, type Person } from './person';
import type { QueuesSearch } from './queuesSearch';

export * from './queuesSearch';

/** How full somebody's queue is, and who stands in for whom. */
export interface Queue {
  id: string;
  name: string;
  load: number;
  owned: number;
  max: number | null;
  absent: boolean;
  until: LocalDate | null;
  standIn: Person | null;
  standsInFor: readonly Person[];
}

/** How many more deals somebody takes; nobody knows without a maximum. */
export const roomOf = ({ load, max }: Queue): number | null => (max === null ? null : Math.max(0, max - load));

const isFull = ({ load, max }: Queue) => max !== null && load >= max;

/** The queues that a search leaves, in the order they came. */
export function narrowedQueues(queues: readonly Queue[], { q, only }: QueuesSearch): Queue[] {
  const words = plain(q ?? '').split(/\s+/);
  return queues.filter((queue) => {
    if (only === 'full' && !isFull(queue)) return false;
    if (only === 'room' && (isFull(queue) || queue.absent)) return false;
    if (only === 'away' && !queue.absent) return false;
    return words.every((word) => plain(queue.name).includes(word));
  });
}

const fields: Record<string, (queue: Queue) => number | string | null> = {
  ...{ LOAD: ({ load }) => load, MAX: ({ max }) => max, ROOM: roomOf, OWNED: ({ owned }) => owned, PERSON: ({ name }) => name },
};

/** In the order of the search, as the table behind the picture sorts; else as they came, fullest first. */
export function orderedQueues(queues: readonly Queue[], { by, desc }: QueuesSearch, locale: string): Queue[] {
  const read = by ? fields[by] : undefined;
  if (!read) return [...queues];
  const { compare } = new Intl.Collator(locale);
  const order = (one: number | string, other: number | string) => (typeof one === 'number' && typeof other === 'number' ? one - other : compare(String(one), String(other)));
  return [...queues].sort((a, b) => {
    const [one, other] = [read(a), read(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return desc ? order(other, one) : order(one, other);
  });
}

/** Without regard to case and accents. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

export interface QueueTotals {
  load: number;
  capacity: number;
  away: number;
  full: number;
}

export function totalsOf(queues: readonly Queue[]): QueueTotals {
  const total = { load: 0, capacity: 0, away: 0, full: 0 };
  for (const queue of queues) {
    total.load += queue.load;
    total.capacity += queue.absent ? 0 : (queue.max ?? 0);
    total.away += queue.absent ? 1 : 0;
    total.full += isFull(queue) ? 1 : 0;
  }
  return total;
}

const queueOf = ({ user, load, owned, maxCapacity, absent, standIn, standsInFor }: QueueLoadsQuery['queueLoad'][number]): Queue => ({
  ...{ id: user.id, name: user.name, load, owned, absent },
  max: maxCapacity ?? null,
  until: absent ? (user.outOfOffice?.endDate ?? null) : null,
  standIn: personOf(standIn),
  standsInFor,
});

/** As many as the server tells at once; a search reaches the others. */
const most = 200;

/** The queues of the company, or of one person's direct reports. */
export function useQueues(q = '', team?: string): Loaded<Queue[]> {
  const managerId = team ?? null;
  const [all, again] = useQuery({ query: QueueLoadsDocument, variables: { managerId }, requestPolicy: 'cache-and-network' });
  const narrowed = q !== '' && (all.data?.queueLoad.length ?? 0) >= most;
  const [some] = useQuery({ query: QueueLoadsDocument, variables: { search: q, managerId }, requestPolicy: 'cache-and-network', pause: !narrowed });
  const { data, error, fetching } = narrowed && (some.data || some.error) ? some : all;
  return useLoaded({
    key: `queues ${team ?? ''}`,
    thing: data ? data.queueLoad.map(queueOf) : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

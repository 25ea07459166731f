import { useQuery } from 'urql';
import { DelegationChainDocument, type DelegationChainQuery } from '../gql/graphql';
import type { LocalDate } from './dates';
import { useLoaded, type Loaded } from './loaded';
import { personOf, type Person } from './person';

/** Somebody in a chain: there, away (until a day, if known), or with an inactive account. */
export interface ChainStep {
  person: Person;
  state: 'present' | 'absent' | 'inactive';
  until: LocalDate | null;
}

/** From the person who is away to whoever acts (DC-1). */
export interface Chain {
  steps: ChainStep[];
  /** Null: nobody available, deals stall (DC-5). */
  acting: Person | null;
  /** The walk met somebody twice. */
  circle: boolean;
}

type Wire = DelegationChainQuery['delegationChain'];

export function chainOf({ user, steps, acting }: Wire): Chain {
  const people: ChainStep[] = [];
  const first = steps[0];
  if (!first) people.push({ person: { id: user.id, name: user.name }, state: user.active ? 'present' : 'inactive', until: null });
  for (const { from, outOfOffice } of steps) {
    people.push({ person: { id: from.id, name: from.name }, state: 'absent', until: outOfOffice?.endDate ?? null });
  }
  const last = steps.at(-1)?.to;
  const circle = last !== undefined && people.some(({ person }) => person.id === last.id);
  const available = steps.at(-1)?.available ?? false;
  if (last) {
    const state = !last.active ? 'inactive' : available ? 'present' : 'absent';
    people.push({ person: { id: last.id, name: last.name }, state, until: null });
  }
  return { steps: people, acting: personOf(acting), circle };
}

/** What a chain would be if somebody named a delegate: they themselves, then the chain of the delegate. */
export function chainIf(person: Person, until: LocalDate | null, ofDelegate: Chain): Chain {
  const circle = ofDelegate.circle || ofDelegate.steps.some((step) => step.person.id === person.id);
  const steps = [{ person, state: 'absent' as const, until }, ...cutAfter(ofDelegate.steps, person.id)];
  return { steps, acting: circle ? null : ofDelegate.acting, circle };
}

/** Up to and with the one who would be met a second time. */
function cutAfter(steps: ChainStep[], id: string): ChainStep[] {
  const met = steps.findIndex((step) => step.person.id === id);
  return met < 0 ? steps : [...steps.slice(0, met), { ...steps[met]!, state: 'absent' }];
}

/** Who acts for a person at an instant; now when left out. */
export function useChain(userId: string | null, at: string | null): Loaded<Chain> {
  const [{ data, error, fetching }, again] = useQuery({
    query: DelegationChainDocument,
    variables: { userId: userId ?? '', at },
    requestPolicy: 'cache-and-network',
    pause: !userId,
  });
  const present = data?.delegationChain.user.id === userId ? data.delegationChain : null;
  return useLoaded({
    key: `${userId} ${at}`,
    thing: present ? chainOf(present) : null,
    ...{ error, answered: Boolean(userId) && !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

import { useQuery } from 'urql';
import { DelegationChainDocument, type DelegationChainQuery, type DelegationState } from '../gql/graphql';
import { useLoaded, type Loaded } from './loaded';
import { personOf, type Person } from './person';

/** Somebody in a chain, and how they stand at its instant. */
export interface ChainStep {
  person: Person;
  state: DelegationState;
  /** The instant at which their absence is over, where it is known. */
  until: string | null;
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

/** The person, then each who is named to stand in; a step knows how who is named stands, and until when who names is away. */
export function chainOf({ user, steps, acting, cycle }: Wire): Chain {
  const stands = acting?.id === user.id ? 'AVAILABLE' : user.active || steps.length > 0 ? 'ABSENT' : 'INACTIVE';
  const people = [{ person: user, state: stands as DelegationState }, ...steps.map(({ to, state }) => ({ person: to, state }))];
  return {
    steps: people.map(({ person, state }, place) => ({
      person: { id: person.id, name: person.name },
      state,
      until: state === 'ABSENT' ? (steps[place]?.until ?? null) : null,
    })),
    acting: personOf(acting),
    circle: cycle,
  };
}

/** Where a chain is asked for: at an instant (null: now), and as if somebody had been named who is not saved yet. */
export interface ChainQuestion {
  userId: string;
  at: string | null;
  delegateId: string | null;
}

export function useChain(question: ChainQuestion): Loaded<Chain> {
  const [{ data, error, fetching }, again] = useQuery({
    query: DelegationChainDocument,
    variables: { ...question },
    requestPolicy: 'cache-and-network',
  });
  const present = data?.delegationChain.user.id === question.userId ? data.delegationChain : null;
  return useLoaded({
    key: JSON.stringify(question),
    thing: present ? chainOf(present) : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

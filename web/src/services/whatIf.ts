import { useMemo } from 'react';
import { useQuery } from 'urql';
import { WhatIfDocument, type WhatIfChangeInput, type WhatIfQuery } from '../gql/graphql';
import { absence } from './fault';
import type { Money } from './format';
import type { Loaded } from './loaded';
import { personOf, type Person } from './person';

/** A deal that would be somewhere else, blocked where it was free, or left to nobody. */
export interface ChangedDeal {
  id: string;
  reference: string;
  loanAmount: Money;
  owner: { before: Person | null; after: Person | null };
  acting: { before: Person | null; after: Person | null };
  blocked: { before: boolean; after: boolean };
  stalled: { before: boolean; after: boolean };
}

/** Deals that somebody could approve only then, and those that they no longer could. */
export interface ChangedApprover {
  person: Person;
  gained: number;
  lost: number;
}

export interface ChangedNumber {
  person: Person;
  before: number;
  after: number;
}

/** What changes would do, without doing it (HI-4). */
export interface Prospect {
  dealCount: number;
  deals: ChangedDeal[];
  loads: ChangedNumber[];
  approvers: ChangedApprover[];
  /** There were more deals than are looked at. */
  truncated: boolean;
}

type WireNumber = WhatIfQuery['whatIf']['loads'][number];

const numberOf = ({ user, before, after }: WireNumber): ChangedNumber => ({
  person: { id: user.id, name: user.name },
  ...{ before, after },
});

export function prospectOf({ dealCount, truncated, deals, loads, approvers }: WhatIfQuery['whatIf']): Prospect {
  return {
    ...{ dealCount, truncated },
    deals: deals.map((changed) => ({
      ...{ id: changed.deal.id, reference: changed.deal.reference, loanAmount: changed.deal.loanAmount },
      owner: { before: personOf(changed.ownerBefore), after: personOf(changed.ownerAfter) },
      acting: { before: personOf(changed.actingBefore), after: personOf(changed.actingAfter) },
      blocked: { before: changed.blockedBefore, after: changed.blockedAfter },
      stalled: { before: changed.stalledBefore, after: changed.stalledAfter },
    })),
    loads: loads.map(numberOf),
    approvers: approvers.map(({ user, before, after }) => ({ person: { id: user.id, name: user.name }, gained: after, lost: before })),
  };
}

export function useWhatIf(changes: readonly WhatIfChangeInput[]): Loaded<Prospect> & { judging: boolean } {
  const key = JSON.stringify(changes);
  const variables = useMemo(() => ({ changes: JSON.parse(key) as WhatIfChangeInput[] }), [key]);
  const pause = changes.length === 0;
  const [{ data, error, fetching }, again] = useQuery({ query: WhatIfDocument, variables, pause, requestPolicy: 'network-only' });
  const present = pause ? undefined : data?.whatIf;
  return {
    thing: present && !error ? prospectOf(present) : null,
    trouble: pause || fetching ? null : absence(error, data !== undefined && !present),
    judging: fetching,
    retry: () => again({ requestPolicy: 'network-only' }),
  };
}

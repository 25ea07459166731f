import { useMemo } from 'react';
import { useQuery } from 'urql';
import { WhatIfDocument, type WhatIfChangeInput, type WhatIfQuery } from '../gql/graphql';
import { absence } from './fault';
import type { Money } from './format';
import type { Loaded } from './loaded';
import { personOf, type Person } from './person';
import { changeOf, type Trial } from './trial';

/** A deal that would be somewhere else, or blocked where it was free. */
export interface ChangedDeal {
  id: string;
  reference: string;
  loanAmount: Money;
  owner: { before: Person | null; after: Person | null };
  acting: { before: Person | null; after: Person | null };
  blocked: { before: boolean; after: boolean };
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
  approvers: ChangedNumber[];
}

type WireNumber = WhatIfQuery['whatIf']['loads' | 'approvers'][number];

const numberOf = ({ user, before, after }: WireNumber): ChangedNumber => ({
  person: { id: user.id, name: user.name },
  ...{ before, after },
});

export function prospectOf({ dealCount, deals, loads, approvers }: WhatIfQuery['whatIf']): Prospect {
  return {
    dealCount,
    deals: deals.map((changed) => ({
      ...{ id: changed.deal.id, reference: changed.deal.reference, loanAmount: changed.deal.loanAmount },
      owner: { before: personOf(changed.ownerBefore), after: personOf(changed.ownerAfter) },
      acting: { before: personOf(changed.actingBefore), after: personOf(changed.actingAfter) },
      blocked: { before: changed.blockedBefore, after: changed.blockedAfter },
    })),
    loads: loads.map(numberOf),
    approvers: approvers.map(numberOf),
  };
}

export function useWhatIf(trials: readonly Trial[]): Loaded<Prospect> & { judging: boolean } {
  const key = JSON.stringify(trials.map(changeOf));
  const variables = useMemo(() => ({ changes: JSON.parse(key) as WhatIfChangeInput[] }), [key]);
  const pause = trials.length === 0;
  const [{ data, error, fetching }, again] = useQuery({ query: WhatIfDocument, variables, pause, requestPolicy: 'network-only' });
  const present = pause ? undefined : data?.whatIf;
  return {
    thing: present && !error ? prospectOf(present) : null,
    trouble: pause || fetching ? null : absence(error, data !== undefined && !present),
    judging: fetching,
    retry: () => again({ requestPolicy: 'network-only' }),
  };
}

import { useMemo } from 'react';
import { useQuery } from 'urql';
import { WhatIfDocument, type WhatIfChangeInput, type WhatIfQuery } from '../gql/graphql';
import { absence } from './fault';
import type { Money } from './format';
import { limitInput, type Limit, type LimitName } from './limits';
import type { Loaded } from './loaded';
import { personOf, type Person } from './person';

/** One change to try. The names of people are kept, so that the address tells the page what it says. */
export type Trial =
  | { kind: 'limit'; person: Person; name: LimitName; limit: Limit }
  | { kind: 'capacity'; person: Person; most: number | null }
  | { kind: 'absence'; person: Person; delegate: Person | null }
  | { kind: 'autoAssign'; on: boolean }
  | { kind: 'overLimitFallback'; on: boolean }
  | { kind: 'capacityRelease'; value: 'CONDITIONAL_APPROVAL' | 'TERMINAL' }
  | { kind: 'limitsView'; value: 'CONDENSED' | 'EXPANDED' };

export type TrialKind = Trial['kind'];
export const trialKinds: readonly TrialKind[] = [
  ...(['absence', 'limit', 'capacity', 'autoAssign', 'overLimitFallback', 'capacityRelease', 'limitsView'] as const),
];

/** As the API takes it. */
export function changeOf(trial: Trial): WhatIfChangeInput {
  switch (trial.kind) {
    case 'limit':
      return { limits: { userId: trial.person.id, [trial.name]: limitInput(trial.limit) } };
    case 'capacity':
      return { limits: { userId: trial.person.id, maxCapacity: trial.most } };
    case 'absence':
      return { absence: { userId: trial.person.id, absent: trial.delegate !== null, delegateId: trial.delegate?.id } };
    case 'autoAssign':
      return { settings: { autoAssign: trial.on } };
    case 'overLimitFallback':
      return { settings: { overLimitFallback: trial.on } };
    case 'capacityRelease':
      return { settings: { capacityRelease: trial.value } };
    case 'limitsView':
      return { settings: { limitsView: trial.value } };
  }
}

export const writeTrials = (trials: readonly Trial[]): string | undefined => (trials.length > 0 ? JSON.stringify(trials) : undefined);

/** Reads what an address holds; what makes no sense there is left out. */
export function readTrials(written: string | undefined): Trial[] {
  try {
    const list: unknown = JSON.parse(written ?? '[]');
    return Array.isArray(list) ? list.filter(isTrial).slice(0, 20) : [];
  } catch {
    return [];
  }
}

function isTrial(value: unknown): value is Trial {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, person, limit } = value as { kind?: unknown; person?: { id?: unknown; name?: unknown }; limit?: { kind?: unknown } };
  if (!trialKinds.some((known) => known === kind)) return false;
  const aboutSomebody = kind === 'limit' || kind === 'capacity' || kind === 'absence';
  if (kind === 'limit' && typeof limit?.kind !== 'string') return false;
  return !aboutSomebody || (typeof person?.id === 'string' && typeof person.name === 'string');
}

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

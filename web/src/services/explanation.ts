import type { BreachFiguresFragment, DealDetailsFragment } from '../gql/graphql';
import type { Money } from './format';
import type { Count } from './funnel';
import { limitOf, type Limit } from './limits';
import { personOf, type Person } from './person';

type Wire = NonNullable<DealDetailsFragment['explanation']>;

// Literal values of AS-1 to AS-7; the API gives them as text.
export type Reason =
  | 'CHOSEN'
  | 'RANKED_BELOW'
  | 'LOWER_TIER'
  | 'INACTIVE'
  | 'AUTO_ASSIGN_OFF'
  | 'ABSENT_NO_DELEGATE'
  | 'LANGUAGE_MISMATCH'
  | 'LOCATION_MISMATCH'
  | 'PROPERTY_TYPE_MISMATCH'
  | 'PRODUCT_MISMATCH'
  | 'BROKER_MISMATCH'
  | 'CAPACITY_NOT_SET'
  | 'AT_CAPACITY'
  | 'OVER_LIMIT';

export type Group = 'SPECIALIST_WITHIN' | 'GENERALIST_WITHIN' | 'SPECIALIST_OVER' | 'GENERALIST_OVER';
export type BreachCode =
  | 'LOAN_AMOUNT'
  | 'MORTGAGE_SECURED'
  | 'NON_MORTGAGE_SECURED'
  | 'BRIDGE_SECURED'
  | 'TOTAL_CONNECTION'
  | 'DISCRETION'
  | 'CURRENCY';

/** A limit that a deal exceeds, with the figures that were compared (LL-10). */
export interface Breach {
  code: BreachCode;
  compared:
    | { kind: 'money'; value: Money; limit: Limit }
    | { kind: 'rate'; valueBps: number; limitBps: number | null }
    | { kind: 'none' };
}

/** One person of the order, with what was compared of them (AS-7). */
export interface Candidate {
  id: string;
  name: string;
  reason: Reason;
  group: Group | null;
  /** Who would act for somebody who is away (AS-5); the queue is theirs then. */
  standIn: Person | null;
  load: number;
  maxCapacity: number | null;
  lastAssignedAt: string | null;
  breaches: Breach[];
}

export type ReasonCount = Count & { reason: Reason };

/** A decision, or what one would find now for a deal that waits (AS-14). */
export interface Explanation {
  at: string;
  live: boolean;
  mode: 'AUTO' | 'MANUAL' | 'PICKUP';
  switchedOff: boolean;
  chosen: { id: string; name: string } | null;
  group: Group | null;
  counts: ReasonCount[];
  order: Candidate[];
}

export function breachOf({ code, value, limit, valueBps, limitBps }: BreachFiguresFragment): Breach {
  if (value && limit) return { code: code as BreachCode, compared: { kind: 'money', value, limit: limitOf(limit) } };
  if (valueBps != null) return { code: code as BreachCode, compared: { kind: 'rate', valueBps, limitBps: limitBps ?? null } };
  return { code: code as BreachCode, compared: { kind: 'none' } };
}

function candidateOf({ user, standIn, reason, group, load, maxCapacity, lastAssignedAt, breaches }: Wire['ranking'][number]): Candidate {
  return {
    id: user.id,
    name: user.name,
    reason: reason as Reason,
    group: (group as Group | null | undefined) ?? null,
    standIn: personOf(standIn),
    load,
    maxCapacity: maxCapacity ?? null,
    lastAssignedAt: lastAssignedAt ?? null,
    breaches: breaches.map(breachOf),
  };
}

export function explanationOf(wire: Wire): Explanation {
  return {
    at: wire.at,
    live: wire.live,
    mode: wire.mode as Explanation['mode'],
    switchedOff: wire.switchedOff,
    chosen: wire.chosen ?? null,
    group: (wire.group as Group | null | undefined) ?? null,
    counts: wire.counts.map(({ reason, count }) => ({ reason: reason as Reason, people: count })),
    order: wire.ranking.map(candidateOf),
  };
}

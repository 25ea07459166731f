import type { WhatIfChangeInput } from '../gql/graphql';
import { limitInput, type Limit, type LimitName } from './limits';
import type { Person } from './person';

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

/** Reads what an address holds; what makes no sense there is left out. */
export function trialsOf(raw: unknown): Trial[] | undefined {
  const trials = Array.isArray(raw) ? raw.filter(isTrial).slice(0, 20) : [];
  return trials.length > 0 ? trials : undefined;
}

function isTrial(value: unknown): value is Trial {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, person, limit } = value as { kind?: unknown; person?: { id?: unknown; name?: unknown }; limit?: { kind?: unknown } };
  if (!trialKinds.some((known) => known === kind)) return false;
  const aboutSomebody = kind === 'limit' || kind === 'capacity' || kind === 'absence';
  if (kind === 'limit' && typeof limit?.kind !== 'string') return false;
  return !aboutSomebody || (typeof person?.id === 'string' && typeof person.name === 'string');
}

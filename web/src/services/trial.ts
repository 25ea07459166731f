import type { WhatIfChangeInput } from '../gql/graphql';
import type { Money } from './format';
import { limitInput, type Limit, type LimitName } from './limits';
import type { Person } from './person';

/** One change to try. The names of people are kept, so that the address tells the page what it says. */
export type Trial =
  | { kind: 'limit'; person: Person; name: LimitName; limit: Limit }
  | { kind: 'capacity'; person: Person; most: number | null }
  | { kind: 'absence'; person: Person; delegate: Person | null }
  | { kind: 'switch'; person: Person; on: boolean }
  | { kind: 'preference'; person: Person; name: PreferenceName; values: string[] }
  | { kind: 'autoAssign'; on: boolean }
  | { kind: 'overLimitFallback'; on: boolean }
  | { kind: 'capacityRelease'; value: 'CONDITIONAL_APPROVAL' | 'TERMINAL' }
  | { kind: 'limitsView'; value: 'CONDENSED' | 'EXPANDED' }
  | { kind: 'dualApprovalAbove'; above: Money | null };

/** Sets of preferences that are tried by their values alone (PF-1); an empty one restricts nothing. */
export const preferenceNames = ['locations', 'languages', 'propertyTypes'] as const;
export type PreferenceName = (typeof preferenceNames)[number];

export type TrialKind = Trial['kind'];
export const trialKinds: readonly TrialKind[] = [
  ...(['absence', 'limit', 'capacity', 'switch', 'preference'] as const),
  ...(['autoAssign', 'overLimitFallback', 'capacityRelease', 'limitsView', 'dualApprovalAbove'] as const),
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
    case 'switch':
      return { preferences: { userId: trial.person.id, autoAssign: trial.on } };
    case 'preference':
      return { preferences: { userId: trial.person.id, [trial.name]: trial.values } };
    case 'autoAssign':
      return { settings: { autoAssign: trial.on } };
    case 'overLimitFallback':
      return { settings: { overLimitFallback: trial.on } };
    case 'capacityRelease':
      return { settings: { capacityRelease: trial.value } };
    case 'limitsView':
      return { settings: { limitsView: trial.value } };
    case 'dualApprovalAbove':
      return { settings: { dualApprovalAbove: trial.above?.amount ?? null } };
  }
}

/** Reads what an address holds; what makes no sense there is left out. */
export function trialsOf(raw: unknown): Trial[] | undefined {
  const trials = Array.isArray(raw) ? raw.filter(isTrial).slice(0, 20) : [];
  return trials.length > 0 ? trials : undefined;
}

const aboutPeople: readonly string[] = ['limit', 'capacity', 'absence', 'switch', 'preference'];

function isTrial(value: unknown): value is Trial {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, person, limit, values } = value as Record<'kind' | 'person' | 'limit' | 'values', unknown>;
  if (!trialKinds.some((known) => known === kind)) return false;
  if (kind === 'limit' && typeof (limit as { kind?: unknown } | undefined)?.kind !== 'string') return false;
  if (kind === 'preference' && !(Array.isArray(values) && values.every((one) => typeof one === 'string'))) return false;
  return !aboutPeople.includes(String(kind)) || isPerson(person);
}

function isPerson(value: unknown): boolean {
  const { id, name } = (value ?? {}) as Record<'id' | 'name', unknown>;
  return typeof id === 'string' && typeof name === 'string';
}

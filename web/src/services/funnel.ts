/** How many people one reason of AS-1 to AS-7 applied to. */
export interface Count {
  reason: string;
  people: number;
}

/** One check of the funnel: who was still there after it, and whom it let go. */
export interface Stage {
  check: Check;
  left: number;
  lost: number;
}

// The checks in the order in which they are made (AS-1); two reasons may be one check.
const checks = {
  active: ['INACTIVE'],
  switch: ['AUTO_ASSIGN_OFF'],
  present: ['ABSENT_NO_DELEGATE'],
  language: ['LANGUAGE_MISMATCH'],
  location: ['LOCATION_MISMATCH'],
  propertyType: ['PROPERTY_TYPE_MISMATCH'],
  product: ['PRODUCT_MISMATCH'],
  broker: ['BROKER_MISMATCH'],
  capacity: ['CAPACITY_NOT_SET', 'AT_CAPACITY'],
  authority: ['OVER_LIMIT'],
  group: ['LOWER_TIER'],
} as const;

export type Check = keyof typeof checks;

/**
 * The counts of a decision as a funnel: everybody at the top, each check takes some
 * away, those of the first group that has anybody remain. Checks that took nobody
 * away are left out.
 */
export function funnelOf(counts: readonly Count[]): { everybody: number; stages: Stage[]; order: number } {
  const of = (reason: string) => counts.find((count) => count.reason === reason)?.people ?? 0;
  const everybody = counts.reduce((sum, { people }) => sum + people, 0);
  let left = everybody;
  const stages: Stage[] = [];
  for (const [check, reasons] of Object.entries(checks) as [Check, readonly string[]][]) {
    const lost = reasons.reduce((sum, reason) => sum + of(reason), 0);
    left -= lost;
    if (lost > 0) stages.push({ check, left, lost });
  }
  return { everybody, stages, order: left };
}

/** What decided between the first and the second of the order (AS-7). */
export type Tiebreak = 'alone' | 'load' | 'lastAssigned' | 'id';

export interface Ranked {
  load: number;
  lastAssignedAt: string | null;
}

export function tiebreakOf(order: readonly Ranked[]): Tiebreak {
  const [first, second] = order;
  if (!first || !second) return 'alone';
  if (first.load !== second.load) return 'load';
  return first.lastAssignedAt !== second.lastAssignedAt ? 'lastAssigned' : 'id';
}

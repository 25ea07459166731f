import type { ComparisonFiguresFragment } from '../gql/graphql';
import type { BreachCode } from './explanation';
import type { Money } from './format';
import { limitOf, type Limit } from './limits';

/** A figure of a deal beside the limit that it was compared with (LL-10). */
export interface Comparison {
  code: BreachCode;
  covered: boolean;
  compared:
    | { kind: 'money'; value: Money; limit: Limit; headroom: Money | null }
    | { kind: 'rate'; valueBps: number; limitBps: number; headroomBps: number }
    | { kind: 'currency'; deal: string; company: string };
}

export function comparisonOf(wire: ComparisonFiguresFragment): Comparison {
  const { code, covered, value, limit, headroom, valueBps, limitBps, headroomBps, dealCurrency, companyCurrency } = wire;
  const named = { code: code as BreachCode, covered };
  if (value && limit) return { ...named, compared: { kind: 'money', value, limit: limitOf(limit), headroom: headroom ?? null } };
  if (valueBps != null) {
    return { ...named, compared: { kind: 'rate', valueBps, limitBps: limitBps ?? 0, headroomBps: headroomBps ?? (limitBps ?? 0) - valueBps } };
  }
  return { ...named, compared: { kind: 'currency', deal: dealCurrency ?? '', company: companyCurrency ?? '' } };
}

/** Compares two amounts of one currency exactly: below zero, zero or above. */
export function compareAmounts(a: string, b: string): number {
  const [unitsA, unitsB] = [minor(a), minor(b)];
  return unitsA < unitsB ? -1 : unitsA > unitsB ? 1 : 0;
}

// Four decimals are as many as any currency has.
function minor(amount: string): bigint {
  const [whole = '0', part = ''] = amount.replace('-', '').split('.');
  const units = BigInt(whole + part.padEnd(4, '0'));
  return amount.startsWith('-') ? -units : units;
}

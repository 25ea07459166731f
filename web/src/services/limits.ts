import { useClient } from 'urql';
import { LendingLimitsSetDocument, type LimitsView, type UserDetailsFragment } from '../gql/graphql';
import { decimalsOf, parseAmount, showAmount } from './amount';
import type { Money } from './format';
import { outcomeOf, type Outcome } from './save';

/** A limit is an amount, explicitly without limit, or not set, which counts as zero (LL-6). */
export type Limit = { kind: 'UNSET' } | { kind: 'UNLIMITED' } | { kind: 'AMOUNT'; money: Money };

/** The amounts that count in each view (LL-2, LL-3); those of the other one are kept and ignored (LL-5). */
const names = {
  CONDENSED: ['loanAmount'],
  EXPANDED: ['mortgageSecured', 'nonMortgageSecured', 'bridgeSecured', 'totalConnection'],
} as const;

export type LimitName = (typeof names)[LimitsView][number];

export const limitNames = (view: LimitsView): readonly LimitName[] => names[view];
const everyName: readonly LimitName[] = [...names.CONDENSED, ...names.EXPANDED];

export interface Limits extends Record<LimitName, Limit> {
  /** 0: never set. */
  version: number;
  maxCapacity: number | null;
  maxDiscretionBps: number | null;
}

/** A limit in a form: the amount as it is typed. */
export interface TypedLimit {
  kind: Limit['kind'];
  typed: string;
}

export type TypedLimits = Omit<Limits, LimitName> & Record<LimitName, TypedLimit>;

interface WireLimit {
  amount?: string | null;
  currency: string;
  unlimited: boolean;
}

export function limitOf(wire: WireLimit): Limit {
  if (wire.unlimited) return { kind: 'UNLIMITED' };
  return wire.amount == null ? { kind: 'UNSET' } : { kind: 'AMOUNT', money: { amount: wire.amount, currency: wire.currency } };
}

const each = <Value>(value: (name: LimitName) => Value) =>
  Object.fromEntries(everyName.map((name) => [name, value(name)])) as Record<LimitName, Value>;

export const amountsOf = (wire: Record<LimitName, WireLimit>): Record<LimitName, Limit> => each((name) => limitOf(wire[name]));

export function limitsOf(present: UserDetailsFragment['lendingLimits']): Limits {
  if (!present) return { version: 0, maxCapacity: null, maxDiscretionBps: null, ...each(() => ({ kind: 'UNSET' as const })) };
  const { version, maxCapacity, maxDiscretionBps } = present;
  return { version, maxCapacity: maxCapacity ?? null, maxDiscretionBps: maxDiscretionBps ?? null, ...amountsOf(present) };
}

export function showLimit(limit: Limit, locale: string): TypedLimit {
  return { kind: limit.kind, typed: limit.kind === 'AMOUNT' ? showAmount(limit.money.amount, locale) : '' };
}

export const showLimits = (limits: Limits, locale: string): TypedLimits => ({ ...limits, ...each((name) => showLimit(limits[name], locale)) });

/** What a field says, or null while the amount is none. */
export function readLimit({ kind, typed }: TypedLimit, currency: string, locale: string): Limit | null {
  if (kind !== 'AMOUNT') return { kind };
  const amount = parseAmount(typed, locale, decimalsOf(currency));
  return amount === null ? null : { kind, money: { amount, currency } };
}

/** What the form says, or null while an amount of it is none. */
export function readLimits(form: TypedLimits, currency: string, locale: string): Limits | null {
  const read = each((name) => readLimit(form[name], currency, locale));
  if (Object.values(read).includes(null)) return null;
  return { ...form, ...(read as Record<LimitName, Limit>) };
}

/** A limit as the API takes it; null unsets. */
export function limitInput(limit: Limit): { amount: string } | { unlimited: true } | null {
  if (limit.kind === 'UNSET') return null;
  return limit.kind === 'UNLIMITED' ? { unlimited: true } : { amount: limit.money.amount };
}

/** Writes capacity, discretion and the amounts of the view that counts. */
export function useSaveLimits(view: LimitsView) {
  const client = useClient();
  return async (userId: string, wanted: Limits, expectedVersion: number): Promise<Outcome> => {
    const { maxCapacity, maxDiscretionBps } = wanted;
    const amounts = Object.fromEntries(limitNames(view).map((name) => [name, limitInput(wanted[name])]));
    const result = await client.mutation(LendingLimitsSetDocument, {
      input: { userId, expectedVersion, maxCapacity, maxDiscretionBps, ...amounts },
    });
    return outcomeOf(result, result.data?.lendingLimitsSet);
  };
}

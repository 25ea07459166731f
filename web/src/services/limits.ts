import { useClient } from 'urql';
import { LendingLimitsSetDocument, type UserDetailsFragment } from '../gql/graphql';
import { decimalsOf, parseAmount, showAmount } from './amount';
import type { Money } from './format';
import { outcomeOf, type Outcome } from './save';

/** A limit is an amount, explicitly without limit, or not set, which counts as zero (LL-6). */
export type Limit = { kind: 'UNSET' } | { kind: 'UNLIMITED' } | { kind: 'AMOUNT'; money: Money };

export interface Limits {
  /** 0: never set. */
  version: number;
  maxCapacity: number | null;
  maxDiscretionBps: number | null;
  loanAmount: Limit;
}

/** A limit in a form: the amount as it is typed. */
export interface TypedLimit {
  kind: Limit['kind'];
  typed: string;
}

export type TypedLimits = Omit<Limits, 'loanAmount'> & { loanAmount: TypedLimit };

export function limitOf(wire: { amount?: string | null; currency: string; unlimited: boolean }): Limit {
  if (wire.unlimited) return { kind: 'UNLIMITED' };
  return wire.amount == null ? { kind: 'UNSET' } : { kind: 'AMOUNT', money: { amount: wire.amount, currency: wire.currency } };
}

export function limitsOf(present: UserDetailsFragment['lendingLimits']): Limits {
  if (!present) return { version: 0, maxCapacity: null, maxDiscretionBps: null, loanAmount: { kind: 'UNSET' } };
  const { version, maxCapacity, maxDiscretionBps, loanAmount } = present;
  return { version, maxCapacity: maxCapacity ?? null, maxDiscretionBps: maxDiscretionBps ?? null, loanAmount: limitOf(loanAmount) };
}

export function showLimits(limits: Limits, locale: string): TypedLimits {
  const { loanAmount } = limits;
  const typed = loanAmount.kind === 'AMOUNT' ? showAmount(loanAmount.money.amount, locale) : '';
  return { ...limits, loanAmount: { kind: loanAmount.kind, typed } };
}

/** What the form says, or null while the amount is none. */
export function readLimits(form: TypedLimits, currency: string, locale: string): Limits | null {
  const { kind, typed } = form.loanAmount;
  if (kind !== 'AMOUNT') return { ...form, loanAmount: { kind } };
  const amount = parseAmount(typed, locale, decimalsOf(currency));
  return amount === null ? null : { ...form, loanAmount: { kind, money: { amount, currency } } };
}

/** A limit as the API takes it; null unsets. */
export function limitInput(limit: Limit): { amount: string } | { unlimited: true } | null {
  if (limit.kind === 'UNSET') return null;
  return limit.kind === 'UNLIMITED' ? { unlimited: true } : { amount: limit.money.amount };
}

export function useSaveLimits() {
  const client = useClient();
  return async (userId: string, wanted: Limits, expectedVersion: number): Promise<Outcome> => {
    const { maxCapacity, maxDiscretionBps } = wanted;
    const result = await client.mutation(LendingLimitsSetDocument, {
      input: { userId, expectedVersion, maxCapacity, maxDiscretionBps, loanAmount: limitInput(wanted.loanAmount) },
    });
    return outcomeOf(result, result.data?.lendingLimitsSet);
  };
}

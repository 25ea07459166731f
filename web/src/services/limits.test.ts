import { expect, test } from 'vitest';
import { limitInput, limitOf, limitsOf, readLimits, showLimits, type Limit } from './limits';

const none = { kind: 'UNSET' } as const;
const unset = { loanAmount: none, mortgageSecured: none, nonMortgageSecured: none, bridgeSecured: none, totalConnection: none };
const money = { amount: '500000.00', currency: 'CAD' };

test.each<[string, Parameters<typeof limitOf>[0], Limit]>([
  ['an amount', { ...money, unlimited: false }, { kind: 'AMOUNT', money }],
  ['zero, which is an amount', { amount: '0.00', currency: 'CAD', unlimited: false }, { kind: 'AMOUNT', money: { amount: '0.00', currency: 'CAD' } }],
  ['without limit', { amount: null, currency: 'CAD', unlimited: true }, { kind: 'UNLIMITED' }],
  ['not set', { amount: null, currency: 'CAD', unlimited: false }, { kind: 'UNSET' }],
])('reads %s', (_name, wire, limit) => {
  expect(limitOf(wire)).toEqual(limit);
});

test('somebody without limits is at version 0', () => {
  expect(limitsOf(null)).toEqual({ version: 0, maxCapacity: null, maxDiscretionBps: null, ...unset });
});

test.each<[Limit, unknown]>([
  [{ kind: 'AMOUNT', money }, { amount: '500000.00' }],
  [{ kind: 'UNLIMITED' }, { unlimited: true }],
  [{ kind: 'UNSET' }, null],
])('sends %o', (limit, input) => {
  expect(limitInput(limit)).toEqual(input);
});

test('a form that nobody touched says what it was given', () => {
  const limits = { version: 4, maxCapacity: 0, maxDiscretionBps: 25, ...unset, loanAmount: { kind: 'AMOUNT', money } as Limit, bridgeSecured: { kind: 'UNLIMITED' } as Limit };
  for (const locale of ['en-CA', 'de-DE', 'fr-CA']) {
    expect(readLimits(showLimits(limits, locale), 'CAD', locale)).toEqual(limits);
  }
});

test('an amount that is none keeps the form from being sent', () => {
  const form = { ...showLimits(limitsOf(null), 'en-CA'), loanAmount: { kind: 'AMOUNT' as const, typed: '12,5' } };
  expect(readLimits(form, 'CAD', 'en-CA')).toBeNull();
  expect(readLimits({ ...form, loanAmount: { kind: 'UNSET', typed: '12,5' } }, 'CAD', 'en-CA')?.loanAmount).toEqual({ kind: 'UNSET' });
});

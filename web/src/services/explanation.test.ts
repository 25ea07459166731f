import { expect, test } from 'vitest';
import { breachOf } from './explanation';

const cad = (amount: string) => ({ __typename: 'Money' as const, amount, currency: 'CAD' });
const nothing = { __typename: 'Breach' as const, value: null, limit: null, valueBps: null, limitBps: null };

test('money breaches carry both figures', () => {
  const limit = { __typename: 'Limit' as const, amount: '500000.00', currency: 'CAD', unlimited: false };
  expect(breachOf({ ...nothing, code: 'LOAN_AMOUNT', value: cad('500000.01'), limit })).toEqual({
    code: 'LOAN_AMOUNT',
    compared: { kind: 'money', value: cad('500000.01'), limit: { kind: 'AMOUNT', money: { amount: '500000.00', currency: 'CAD' } } },
  });
});

test('a limit that is not set is shown as such', () => {
  const limit = { __typename: 'Limit' as const, amount: null, currency: 'CAD', unlimited: false };
  expect(breachOf({ ...nothing, code: 'LOAN_AMOUNT', value: cad('1.00'), limit }).compared).toMatchObject({ limit: { kind: 'UNSET' } });
});

test('discretion is compared in basis points, a currency not at all', () => {
  expect(breachOf({ ...nothing, code: 'DISCRETION', valueBps: 30, limitBps: null }).compared).toEqual({
    kind: 'rate',
    valueBps: 30,
    limitBps: null,
  });
  expect(breachOf({ ...nothing, code: 'CURRENCY' }).compared).toEqual({ kind: 'none' });
});

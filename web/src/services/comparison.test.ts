import { expect, test } from 'vitest';
import type { ComparisonFiguresFragment } from '../gql/graphql';
import { compareAmounts, comparisonOf } from './comparison';

const cad = (amount: string) => ({ __typename: 'Money' as const, amount, currency: 'CAD' });
const wire = (part: Partial<ComparisonFiguresFragment>): ComparisonFiguresFragment => ({
  __typename: 'Comparison',
  ...{ code: 'LOAN_AMOUNT', covered: true, value: null, limit: null, headroom: null },
  ...{ valueBps: null, limitBps: null, headroomBps: null, dealCurrency: null, companyCurrency: null },
  ...part,
});

test('each kind of comparison keeps its figures', () => {
  const limit = { __typename: 'Limit' as const, amount: '300000.00', currency: 'CAD', unlimited: false };
  expect(comparisonOf(wire({ covered: false, value: cad('500000.00'), limit, headroom: cad('-200000.00') }))).toMatchObject({
    code: 'LOAN_AMOUNT',
    covered: false,
    compared: { kind: 'money', limit: { kind: 'AMOUNT' }, headroom: { amount: '-200000.00' } },
  });
  expect(comparisonOf(wire({ code: 'DISCRETION', valueBps: 15, limitBps: null })).compared).toEqual({
    kind: 'rate',
    ...{ valueBps: 15, limitBps: 0, headroomBps: -15 },
  });
  expect(comparisonOf(wire({ code: 'CURRENCY', covered: false, dealCurrency: 'USD', companyCurrency: 'CAD' })).compared).toEqual({
    kind: 'currency',
    ...{ deal: 'USD', company: 'CAD' },
  });
});

test.each([
  ['0.10', '0.1', 0],
  ['600000.00', '600000.01', -1],
  ['9007199254740993.00', '9007199254740992.00', 1],
  ['-5.00', '1.00', -1],
  ['500', '499.99', 1],
])('%s beside %s', (a, b, wanted) => {
  expect(compareAmounts(a, b)).toBe(wanted);
});

import { expect, test } from 'vitest';
import { productionSearch } from './administration';
import { orderOf, rangeOf, sharesOf, sorted, type ProductionRow } from './production';

const money = (amount: string) => ({ __typename: 'Money' as const, amount, currency: 'CAD' });
const row = (label: string, deals: number, amount: string, funded = '0.00'): ProductionRow => ({
  ...{ __typename: 'ProductionRow', subject: null, label, deals, amount: money(amount), fundedDeals: 0, fundedAmount: money(funded), lostDeals: 0 },
});
const rows = [row('Zoé', 2, '9000.00', '4500.00'), row('Émile', 3, '10000.00'), row('Adam', 1, '0.00')];

test('amounts are ordered by their size, names by the language', () => {
  const labels = (sort: Parameters<typeof sorted>[1]) => sorted(rows, sort, 'fr-CA').map(({ label }) => label);
  expect(labels({ by: 'amount', desc: true })).toEqual(['Émile', 'Zoé', 'Adam']);
  expect(labels({ by: 'label', desc: false })).toEqual(['Adam', 'Émile', 'Zoé']);
  expect(labels({ by: 'deals', desc: false })).toEqual(['Adam', 'Zoé', 'Émile']);
});

test('bars are shares of the longest, also where all are zero', () => {
  expect(sharesOf(rows, rows[0]!)).toEqual({ all: 0.9, funded: 0.45 });
  expect(sharesOf([rows[2]!], rows[2]!)).toEqual({ all: 0, funded: 0 });
});

test('an address without days means the months before today', () => {
  expect(rangeOf({}, '2026-01-15')).toEqual({ from: '2025-11-01', to: '2026-01-15' });
  expect(rangeOf(productionSearch({ from: '2026-02-30x', to: '2026-01-02' }), '2026-01-15')).toEqual({ from: '2025-11-01', to: '2026-01-02' });
});

test('months come in their order unless another is asked for', () => {
  expect(orderOf({ by: 'PERIOD' })).toEqual({ by: 'label', desc: false });
  expect(orderOf({ by: 'PERIOD', sort: 'deals' })).toEqual({ by: 'deals', desc: true });
  expect(orderOf({})).toEqual({ by: 'amount', desc: true });
});

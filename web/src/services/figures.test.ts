import { expect, test } from 'vitest';
import { readFigures, type TypedFigures } from './figures';

const form = (part: Partial<TypedFigures> = {}): TypedFigures => ({
  facilities: [{ category: 'MORTGAGE', book: 'RETAIL', typed: '410,000' }],
  ...{ existingRetail: '0', existingBusiness: '60,000.5', discretionBps: 15, comment: ' ' },
  ...part,
});

test('figures are read as the API takes them', () => {
  expect(readFigures(form(), 'CAD', 'en-CA')).toEqual({
    facilities: [{ category: 'MORTGAGE', book: 'RETAIL', amount: '410000.00' }],
    ...{ existingRetail: '0.00', existingBusiness: '60000.50', discretionBps: 15 },
  });
  expect(readFigures(form({ comment: ' New appraisal ' }), 'CAD', 'en-CA')?.comment).toBe('New appraisal');
});

test('a deal may lend nothing yet', () => {
  expect(readFigures(form({ facilities: [] }), 'CAD', 'en-CA')?.facilities).toEqual([]);
});

test.each<[string, Partial<TypedFigures>]>([
  ['more decimals than the currency has', { existingRetail: '1.005' }],
  ['an amount that is none', { facilities: [{ category: 'BRIDGE', book: 'RETAIL', typed: 'much' }] }],
  ['no discretion', { discretionBps: null }],
])('%s is not sent', (_name, part) => {
  expect(readFigures(form(part), 'CAD', 'en-CA')).toBeNull();
});

import { expect, test } from 'vitest';
import { formatsOf } from './format';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test.each([
  ['en', '500000.00', 'CAD', '$500,000'],
  ['en', '1234.50', 'CAD', '$1,234.50'],
  ['de', '500000.00', 'CAD', '500.000 CA$'],
  ['de', '1234.50', 'EUR', '1.234,50 €'],
  ['fr', '500000.00', 'CAD', '500 000 $'],
  ['en', '1200', 'JPY', 'JP¥1,200'],
])('money in %s: %s %s is %s', (language, amount, currency, shown) => {
  expect(plain(formatsOf(language).money({ amount, currency }))).toBe(shown);
});

test('an amount beyond the floats stays exact', () => {
  expect(formatsOf('en').money({ amount: '90071992547409931.55', currency: 'CAD' })).toBe('$90,071,992,547,409,931.55');
});

test.each([
  ['en', 'Mar 3, 2026'],
  ['de', '03.03.2026'],
  ['fr', '3 mars 2026'],
])('a day in %s', (language, shown) => {
  expect(plain(formatsOf(language).day('2026-03-03T17:00:00Z'))).toBe(shown);
});

test.each([
  ['en', '0.15%'],
  ['de', '0,15 %'],
  ['fr', '0,15 %'],
])('basis points in %s', (language, shown) => {
  expect(plain(formatsOf(language).percent(15))).toBe(shown);
});

test('an unknown language is shown as English', () => {
  expect(formatsOf('xx').locale).toBe('en-CA');
});

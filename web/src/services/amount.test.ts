import { expect, test } from 'vitest';
import { decimalsOf, parseAmount, showAmount } from './amount';

test.each([
  ['500000', 'en-CA', '500000.00'],
  ['500,000.5', 'en-CA', '500000.50'],
  [' 1,234,567.89 ', 'en-CA', '1234567.89'],
  ['007', 'en-CA', '7.00'],
  ['0', 'en-CA', '0.00'],
  ['500.000,50', 'de-DE', '500000.50'],
  ['500000,5', 'de-DE', '500000.50'],
  ['500\u00a0000,50', 'fr-CA', '500000.50'],
  ['500\u202f000', 'fr-CA', '500000.00'],
])('%s in %s is %s', (typed, locale, amount) => {
  expect(parseAmount(typed, locale)).toBe(amount);
});

test.each([
  ['', 'en-CA'],
  ['-5', 'en-CA'],
  ['abc', 'en-CA'],
  ['1,5', 'en-CA'],
  ['1.234', 'en-CA'],
  ['12.50', 'de-DE'],
  ['1.234,567', 'de-DE'],
  ['1e6', 'en-CA'],
  ['12345678901234567', 'en-CA'],
])('%s in %s is no amount', (typed, locale) => {
  expect(parseAmount(typed, locale)).toBeNull();
});

test('a currency without decimals takes none', () => {
  expect(decimalsOf('JPY')).toBe(0);
  expect(parseAmount('1,200', 'en-CA', decimalsOf('JPY'))).toBe('1200');
  expect(parseAmount('1.5', 'en-CA', decimalsOf('JPY'))).toBeNull();
});

test.each(['en-CA', 'de-DE', 'fr-CA'])('what %s shows is read back as it was', (locale) => {
  for (const amount of ['500000.00', '1234567.89', '0.50', '999999999999.99']) {
    expect(parseAmount(showAmount(amount, locale), locale)).toBe(amount);
  }
});

import { expect, test } from 'vitest';
import { parseDate, parseMoment, showDate, showMoment } from './typedDate';

test.each([
  ['de-DE', '31.12.2026'],
  ['fr-CA', '2026-12-31'],
  ['en-CA', '2026-12-31'],
])('%s writes %s, and reads what it writes', (locale, text) => {
  expect(showDate('2026-12-31', locale)).toBe(text);
  expect(parseDate(text, locale)).toBe('2026-12-31');
  expect(showMoment('2026-12-31T09:05', locale)).toBe(`${text} 09:05`);
  expect(parseMoment(`${text} 09:05`, locale)).toBe('2026-12-31T09:05');
});

test.each([
  ['de-DE', '1.2.26', '2026-02-01'],
  ['de-DE', ' 01/02/2026 ', '2026-02-01'],
  ['de-DE', '2026-02-01', '2026-02-01'],
  ['en-CA', '2026/2/1', '2026-02-01'],
  ['fr-CA', '26-02-01', '2026-02-01'],
  ['de-DE', '29.02.2024', '2024-02-29'],
])('%s: %s is %s', (locale, text, date) => expect(parseDate(text, locale)).toBe(date));

test.each([
  ['de-DE', '31.02.2026'],
  ['de-DE', '29.02.2026'],
  ['de-DE', '12.31.2026'],
  ['de-DE', '31.12.'],
  ['de-DE', 'heute'],
  ['de-DE', '31.12.02026'],
  ['en-CA', '31-12-2026'],
  ['en-CA', '2026-13-01'],
  ['en-CA', '2026-00-10'],
  ['en-CA', ''],
])('%s: “%s” is no date', (locale, text) => expect(parseDate(text, locale)).toBeNull());

test.each([
  ['de-DE', '03.03.2026', '2026-03-03T24:00'],
  ['de-DE', '3.3.2026 9.05 Uhr', '2026-03-03T09:05'],
  ['fr-CA', '2026-03-03 9h05', '2026-03-03T09:05'],
  ['en-CA', '2026-03-03T17:30', '2026-03-03T17:30'],
])('%s: “%s” is the moment %s', (locale, text, moment) => expect(parseMoment(text, locale)).toBe(moment));

test.each(['2026-03-03 24:00', '2026-03-03 12:60', '2026-03-03 noon', '12:00'])('“%s” is no moment', (text) => expect(parseMoment(text, 'en-CA')).toBeNull());

test('the end of a day is shown as it is typed, and read again as the same', () => {
  expect(showMoment('2026-03-03T24:00', 'de-DE')).toBe('03.03.2026');
  expect(parseMoment(showMoment('2026-03-03T24:00', 'en-CA'), 'en-CA')).toBe('2026-03-03T24:00');
});

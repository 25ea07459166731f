import { expect, test } from 'vitest';
import { addDays, addMonths, dateIn, daysBetween, daysOf, isDate, isMonth, weekdayOf } from './dates';

test.each([
  ['2026-03-07', 2, '2026-03-09'],
  ['2026-10-31', 2, '2026-11-02'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-01-01', -1, '2025-12-31'],
])('%s and %i days: %s', (date, days, wanted) => {
  expect(addDays(date, days)).toBe(wanted);
});

test.each([
  ['2026-03-09', '2026-03-09', 1],
  ['2026-03-07', '2026-03-09', 3],
  ['2026-10-31', '2026-11-02', 3],
])('%s to %s are %i days, over changes of the clock too', (from, to, wanted) => {
  expect(daysBetween(from, to)).toBe(wanted);
});

test.each([
  ['America/Toronto', '2026-03-10T03:59:59Z', '2026-03-09'],
  ['America/Toronto', '2026-03-10T04:00:00Z', '2026-03-10'],
  ['Europe/Berlin', '2026-03-09T23:00:00Z', '2026-03-10'],
])('in %s it is at %s the %s', (zone, instant, wanted) => {
  expect(dateIn(zone, new Date(instant))).toBe(wanted);
});

test('a month has its days', () => {
  expect(daysOf('2026-02')).toHaveLength(28);
  expect(daysOf('2028-02').at(-1)).toBe('2028-02-29');
  expect(daysOf('2026-12')[0]).toBe('2026-12-01');
  expect(addMonths('2026-12', 1)).toBe('2027-01');
  expect(addMonths('2026-01', -1)).toBe('2025-12');
});

test('weeks begin on Monday', () => {
  expect(weekdayOf('2026-03-09')).toBe(1);
  expect(weekdayOf('2026-03-15')).toBe(7);
});

test('what is no date is none', () => {
  expect(['2026-13-01', '2026-3-1', 'soon', ''].map(isDate)).toEqual([false, false, false, false]);
  expect(isDate('2026-03-01')).toBe(true);
  expect([isMonth('2026-00'), isMonth('2026-12')]).toEqual([false, true]);
});

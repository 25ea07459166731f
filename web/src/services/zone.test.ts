import { expect, test } from 'vitest';
import { asOfIn, instantIn, localIn } from './zone';

const toronto = 'America/Toronto';

test.each([
  ['2026-03-03T12:00', '2026-03-03T17:00:00Z'],
  ['2026-07-03T12:00', '2026-07-03T16:00:00Z'],
  // Clocks go forward at 02:00 on 8 March: 02:30 doesn't exist.
  ['2026-03-08T01:59', '2026-03-08T06:59:00Z'],
  ['2026-03-08T02:30', '2026-03-08T07:30:00Z'],
  ['2026-03-08T03:00', '2026-03-08T07:00:00Z'],
  // Clocks go back at 02:00 on 1 November: 01:30 occurs twice.
  ['2026-11-01T01:30', '2026-11-01T05:30:00Z'],
  ['2026-11-01T02:00', '2026-11-01T07:00:00Z'],
])('%s in Toronto is %s', (local, instant) => {
  expect(instantIn(toronto, local)).toBe(instant);
});

test('a wall clock is read to the minute', () => {
  expect(localIn(toronto, new Date('2026-03-03T17:05:59Z'))).toBe('2026-03-03T12:05');
  expect(localIn(toronto, new Date('2026-03-04T05:00:00Z'))).toBe('2026-03-04T00:00');
  expect(localIn('Asia/Kolkata', new Date('2026-03-03T18:30:00Z'))).toBe('2026-03-04T00:00');
});

test.each([
  ['2026-03-03T12:00', '2026-03-03T17:00:00Z'],
  ['2026-03-03T23:59', '2026-03-04T04:59:00Z'],
  ['2026-03-03T24:00', '2026-03-04T04:59:59.999999Z'],
  // A day of 25 hours.
  ['2026-11-01T24:00', '2026-11-02T04:59:59.999999Z'],
])('as of %s in Toronto is up to %s', (moment, instant) => expect(asOfIn(toronto, moment)).toBe(instant));

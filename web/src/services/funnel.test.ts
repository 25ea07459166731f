import { expect, test } from 'vitest';
import { funnelOf, tiebreakOf } from './funnel';

test('each check takes its people away, in the order of AS-1', () => {
  const counts = [
    { reason: 'CHOSEN', people: 1 },
    { reason: 'RANKED_BELOW', people: 3 },
    { reason: 'LOWER_TIER', people: 16 },
    { reason: 'AT_CAPACITY', people: 7 },
    { reason: 'INACTIVE', people: 9 },
    { reason: 'CAPACITY_NOT_SET', people: 20 },
    { reason: 'LANGUAGE_MISMATCH', people: 30 },
    { reason: 'BROKER_MISMATCH', people: 0 },
    { reason: 'OVER_LIMIT', people: 34 },
  ];
  expect(funnelOf(counts)).toEqual({
    everybody: 120,
    stages: [
      { check: 'active', left: 111, lost: 9 },
      { check: 'language', left: 81, lost: 30 },
      { check: 'capacity', left: 54, lost: 27 },
      { check: 'authority', left: 20, lost: 34 },
      { check: 'group', left: 4, lost: 16 },
    ],
    order: 4,
  });
});

test('nobody left is an empty order', () => {
  expect(funnelOf([{ reason: 'OVER_LIMIT', people: 5 }])).toMatchObject({ everybody: 5, order: 0 });
});

test.each([
  ['alone', [{ load: 4, lastAssignedAt: null }]],
  ['load', [{ load: 1, lastAssignedAt: '2026-03-02T10:00:00Z' }, { load: 2, lastAssignedAt: null }]],
  ['lastAssigned', [{ load: 2, lastAssignedAt: null }, { load: 2, lastAssignedAt: '2026-03-02T10:00:00Z' }]],
  ['id', [{ load: 2, lastAssignedAt: null }, { load: 2, lastAssignedAt: null }]],
] as const)('the first is first by %s', (why, order) => {
  expect(tiebreakOf(order)).toBe(why);
});

import { expect, test } from 'vitest';
import type { HistoryLineFragment } from '../gql/graphql';
import { lineOf, valueOf } from './history';

const wire: HistoryLineFragment = {
  __typename: 'HistoryEntry',
  id: 'hst_1',
  at: '2026-03-03T17:00:00Z',
  action: 'LIMITS_UPDATED',
  actorKind: 'USER',
  actorName: 'Ines Roy',
  reason: '',
  source: 'ADMIN',
  mode: '',
  comment: '',
  user: null,
  changes: [],
};
const change = (field: string, before: string | null, after: string | null) => ({ __typename: 'HistoryChange' as const, field, before, after });

test.each([
  ['15', 15],
  ['"Ann"', 'Ann'],
  ['["ON","QC"]', ['ON', 'QC']],
  ['""', null],
  ['null', null],
  [null, null],
  ['not json', 'not json'],
])('the JSON %s is read', (json, value) => {
  expect(valueOf(json)).toEqual(value);
});

test('what the system did is named after the product', () => {
  expect(lineOf({ ...wire, actorKind: 'SYSTEM', actorName: 'system' }).by).toBe('Mandate');
});

test('who governs is told where it matters, and the reason before all', () => {
  expect(lineOf(wire).detail).toBe('');
  expect(lineOf({ ...wire, action: 'USER_DEACTIVATED', source: 'DIRECTORY' }).detail).toBe('DIRECTORY');
  expect(lineOf({ ...wire, action: 'DEAL_UNASSIGNED', reason: 'LEAVER' }).detail).toBe('LEAVER');
});

test('whole states stay in the record and out of the list', () => {
  const changes = [change('maxCapacity', '15', '16'), change('limits', null, '{"maxCapacity":15}'), change('emails', null, '[{"value":"a@b.test"}]')];
  expect(lineOf({ ...wire, changes }).changes).toEqual([{ field: 'maxCapacity', before: 15, after: 16 }]);
});

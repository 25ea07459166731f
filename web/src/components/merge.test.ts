import { expect, test } from 'vitest';
import { differencesOf, mergedOf, type Compared } from './merge';

interface Limits {
  capacity: number;
  amount: string;
  discretion: number;
  comment: string;
}
const compare: Compared<Limits>[] = [
  { field: 'capacity', label: 'Capacity', text: ({ capacity }) => String(capacity) },
  { field: 'amount', label: 'Amount', text: ({ amount }) => amount },
  { field: 'discretion', label: 'Discretion', text: ({ discretion }) => String(discretion) },
];
const base = { capacity: 5, amount: '100', discretion: 10, comment: '' };
const value = { capacity: 7, amount: '100', discretion: 20, comment: 'typed' };
const present = { capacity: 5, amount: '900', discretion: 30, comment: '' };
const versions = { base, value, present };

test('what only one of the two changed is theirs who changed it', () => {
  expect(differencesOf(versions, compare).map(({ label, mine, theirs, likely }) => [label, mine, theirs, likely])).toEqual([
    ['Capacity', '7', '5', 'mine'],
    ['Amount', '100', '900', 'theirs'],
    ['Discretion', '20', '30', 'mine'],
  ]);
});

test('field by field, and what nobody compares stays as typed', () => {
  const sides = new Map([['capacity', 'mine'], ['amount', 'theirs'], ['discretion', 'theirs']] as const);
  expect(mergedOf(versions, compare, sides)).toEqual({ capacity: 7, amount: '900', discretion: 30, comment: 'typed' });
});

test('equal fields are no difference', () => expect(differencesOf({ base, value, present: value }, compare)).toEqual([]));

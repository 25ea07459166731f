import { expect, test } from 'vitest';
import { orgSearch } from './administration';
import { linesOf, type OrgPerson } from './org';

const person = (id: string, reports = 0): OrgPerson => ({ id, name: id, title: '', active: true, reports });

test('only what is open is seen, each with its level and place', () => {
  const branches = new Map([
    ['', [person('ann', 2), person('zoe')]],
    ['ann', [person('ben', 1), person('cal')]],
  ]);
  expect(linesOf(branches, new Set()).map(({ id }) => id)).toEqual(['ann', 'zoe']);
  expect(linesOf(branches, new Set(['ann', 'ben'])).map(({ id, level, place, among, parent }) => [id, level, place, among, parent])).toEqual([
    ['ann', 1, 1, 2, null],
    ['ben', 2, 1, 2, 'ann'],
    ['cal', 2, 2, 2, 'ann'],
    ['zoe', 1, 2, 2, null],
  ]);
});

test('managers in a circle are shown once', () => {
  const branches = new Map([
    ['', [person('ann', 1)]],
    ['ann', [person('ben', 1)]],
    ['ben', [person('ann', 1)]],
  ]);
  expect(linesOf(branches, new Set(['ann', 'ben'])).map(({ id }) => id)).toEqual(['ann', 'ben']);
});

test('an address with nonsense opens nobody', () => {
  expect(orgSearch({ open: 'usr_1', view: 'cube', root: '' })).toEqual({ view: undefined, root: undefined, open: undefined });
  expect(orgSearch({ open: ['usr_1', 7] }).open).toEqual(['usr_1']);
});

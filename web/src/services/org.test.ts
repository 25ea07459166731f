import { expect, test } from 'vitest';
import { orgSearch } from './administration';
import { isPerson, joined, linesOf, unbroken, type Branch, type OrgPerson } from './org';

const person = (id: string, reports = 0): OrgPerson => ({ id, name: id, title: '', active: true, reports });
const whole = (...people: OrgPerson[]) => ({ people, next: null });

test('only what is open is seen, each with its level and place', () => {
  const branches = new Map([
    ['', whole(person('ann', 2), person('zoe'))],
    ['ann', whole(person('ben', 1), person('cal'))],
  ]);
  expect(linesOf(branches, new Set()).map(({ id }) => id)).toEqual(['ann', 'zoe']);
  expect(linesOf(branches, new Set(['ann', 'ben'])).filter(isPerson).map(({ id, level, place, among, parent }) => [id, level, place, among, parent])).toEqual([
    ['ann', 1, 1, 2, null],
    ['ben', 2, 1, 2, 'ann'],
    ['cal', 2, 2, 2, 'ann'],
    ['zoe', 1, 2, 2, null],
  ]);
});

test('managers in a circle are shown once', () => {
  const branches = new Map([
    ['', whole(person('ann', 1))],
    ['ann', whole(person('ben', 1))],
    ['ben', whole(person('ann', 1))],
  ]);
  expect(linesOf(branches, new Set(['ann', 'ben'])).map(({ id }) => id)).toEqual(['ann', 'ben']);
});

test('a branch that goes on says so where it does, and how many it has is not known', () => {
  const branches = new Map<string, Branch>([
    ['', whole(person('ann', 700), person('zoe'))],
    ['ann', { people: [person('ben'), person('cal')], next: 'c2' }],
  ]);
  const lines = linesOf(branches, new Set(['ann']));
  expect(lines.map(({ id, level }) => [id, level])).toEqual([['ann', 1], ['ben', 2], ['cal', 2], ['rest ann', 2], ['zoe', 1]]);
  expect(lines.filter(isPerson).map(({ among }) => among)).toEqual([2, -1, -1, 2]);
  const { people, rest } = unbroken(lines);
  expect([people.map(({ id }) => id), rest]).toEqual([['ann', 'ben', 'cal'], 'ann']);
  expect(unbroken(linesOf(branches, new Set())).rest).toBeNull();
});

test('a page is put behind those before it, and nobody stands there twice', () => {
  const first = joined(undefined, { people: [person('ben'), person('cal')], next: 'c2' });
  const both = joined(first, { people: [person('cal'), person('dan')], next: null });
  expect([both.people.map(({ id }) => id), both.next]).toEqual([['ben', 'cal', 'dan'], null]);
});

test('an address with nonsense opens nobody', () => {
  expect(orgSearch({ open: 'usr_1', view: 'cube', root: '' })).toEqual({ view: undefined, root: undefined, open: undefined });
  expect(orgSearch({ open: ['usr_1', 7] }).open).toEqual(['usr_1']);
});

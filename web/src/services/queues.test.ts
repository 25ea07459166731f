import { expect, test } from 'vitest';
import { narrowedQueues, orderedQueues, queueOrderOf, queuesSearch, totalsOf, type Queue } from './queues';

const queue = (name: string, part: Partial<Queue>): Queue => ({
  ...{ id: name, name, load: 0, owned: 0, max: 10, absent: false, until: null, standIn: null, standsInFor: [] },
  ...part,
});

const queues = [
  queue('Zoé Côté', { load: 12, max: 10 }),
  queue('Ann Roy', { load: 10, max: 10, absent: true }),
  queue('Bob Ito', { load: 3 }),
  queue('Cat Wu', { load: 0, max: 0 }),
  queue('Dee Fox', { load: 4, max: null }),
];
const left = (search: Parameters<typeof narrowedQueues>[1]) => narrowedQueues(queues, search).map(({ name }) => name);

test('words find people without regard to case and accents', () => {
  expect(left({ q: 'COTE zo' })).toEqual(['Zoé Côté']);
  expect(left({ q: 'nobody' })).toEqual([]);
  expect(left({})).toHaveLength(5);
});

test('full, with room and away are what they say', () => {
  expect(left({ only: 'full' })).toEqual(['Zoé Côté', 'Ann Roy', 'Cat Wu']);
  expect(left({ only: 'room' })).toEqual(['Bob Ito', 'Dee Fox']);
  expect(left({ only: 'away' })).toEqual(['Ann Roy']);
});

test('capacity is that of the people who are there', () => {
  expect(totalsOf(queues)).toEqual({ load: 29, capacity: 20, away: 1, full: 3 });
});

test('an address that makes no sense shows everybody', () => {
  expect(queuesSearch({ only: 'some', view: 1, q: 5 })).toEqual({});
});

test('the picture stands in the order that is asked for, who has no maximum last', () => {
  const names = (search: Parameters<typeof orderedQueues>[1]) => orderedQueues(queues, search, 'fr-CA').map(({ name }) => name[0]).join('');
  expect(names({})).toBe('ZABCD');
  expect(names({ by: 'PERSON' })).toBe('ABCDZ');
  expect(names({ by: 'LOAD', desc: true })).toBe('ZADBC');
  expect(names({ by: 'ROOM', desc: true })).toBe('BZACD');
  expect(names({ by: 'ABSENCE' })).toBe('ZABCD');
});

test('an order of the table alone is none of the picture', () => {
  expect(queueOrderOf({ by: 'ROOM', desc: true })).toBe('ROOM');
  expect(queueOrderOf({ by: 'OWNED' })).toBeNull();
  expect(queueOrderOf({})).toBeNull();
});

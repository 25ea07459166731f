import { expect, test } from 'vitest';
import { moved, named, ownerless, partsOf, takersOf, wayBack, type MovedLine, type Moving } from './moves';

const ann = { id: 'usr_1', name: 'Ann Roy' };
const bob = { id: 'usr_2', name: 'Bob Ito' };
const deal = (id: string, owner: Moving['owner']): Moving => ({ id, version: 1, reference: id, owner });
const line = (id: string, from: MovedLine['from'], to: MovedLine['to'], reason: string | null = null): MovedLine => ({ id, version: 2, reference: id, from, to, reason });

test('all open deals of a person are one part without ids', () => {
  expect(partsOf({ from: ann })).toEqual([{ from: ann, ids: null }]);
  expect(ownerless({ from: ann })).toEqual([]);
});

test('chosen deals go by owner, at most 200 in a part', () => {
  const deals = [deal('a', ann), deal('b', bob), deal('c', null), deal('d', ann), ...Array.from({ length: 200 }, (_, place) => deal(`n${place}`, bob))];
  expect(partsOf({ deals }).map(({ from, ids }) => [from.id, ids?.length])).toEqual([
    ['usr_1', 2],
    ['usr_2', 200],
    ['usr_2', 1],
  ]);
  expect(ownerless({ deals }).map(({ id }) => id)).toEqual(['c']);
});

test('what is refused, or comes back to its owner, has not moved', () => {
  const lines = [line('a', ann, bob), line('b', ann, ann), line('c', ann, null, 'It is closed.'), line('d', ann, null), line('e', ann, bob)];
  expect(lines.filter(moved).map(({ id }) => id)).toEqual(['a', 'd', 'e']);
  expect(takersOf(lines)).toEqual([
    { person: bob, deals: 2 },
    { person: null, deals: 1 },
  ]);
});

test('the way back leads each deal to whom it was taken from, at the version it has now', () => {
  const lines = [line('a', ann, bob), line('b', bob, ann), line('c', ann, null), line('d', ann, ann)];
  expect(wayBack(lines)).toEqual([
    { to: ann, deal: 'a', what: { deals: [{ id: 'a', version: 2, reference: 'a', owner: bob }, { id: 'c', version: 2, reference: 'c', owner: null }] } },
    { to: bob, deal: 'b', what: { deals: [{ id: 'b', version: 2, reference: 'b', owner: ann }] } },
  ]);
});

test('a deal that had belonged to nobody has no way back', () => {
  expect(wayBack([line('a', ann, bob), line('b', null, bob)])).toBeNull();
});

test('a run names the deals that were foreseen, each with its owner', () => {
  const unseen = { ...line('usr_1-1', ann, bob), version: 0 };
  const what = named([line('a', ann, bob), line('c', null, bob), unseen]);
  expect(partsOf(what)).toEqual([{ from: ann, ids: ['a'] }]);
  expect(ownerless(what).map(({ id }) => id)).toEqual(['c']);
});

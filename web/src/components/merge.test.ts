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

const anna = { id: 'usr_1', name: 'Anna Weber' };
const namesake = { id: 'usr_2', name: 'Anna Weber' };
const bond = { id: 'prd_1', name: 'Bond' };
interface Picked {
  delegate: typeof anna | null;
  products: (typeof bond)[];
  roles: string[];
}
const picked: Compared<Picked>[] = [
  { field: 'delegate', label: 'Delegate', text: ({ delegate }) => delegate?.name ?? 'Nobody' },
  { field: 'products', label: 'Products', text: ({ products }) => products.map(({ name }) => name).join(', ') },
  { field: 'roles', label: 'Roles', text: ({ roles }) => roles.map(() => 'Broker').join(', ') },
];
const nothing: Picked = { delegate: null, products: [], roles: [] };

test.each<[string, { base?: Partial<Picked>; mine: Partial<Picked>; theirs: Partial<Picked> }, [string, string] | null]>([
  ['namesakes are two people', { base: { delegate: anna }, mine: { delegate: namesake }, theirs: { delegate: anna } }, ['Delegate', 'mine']],
  ['the other took the namesake', { base: { delegate: anna }, mine: { delegate: anna }, theirs: { delegate: namesake } }, ['Delegate', 'theirs']],
  ['somebody whom both chose', { mine: { delegate: anna }, theirs: { delegate: { ...anna } } }, null],
  ['somebody who changed their name', { mine: { delegate: anna }, theirs: { delegate: { ...anna, name: 'Anna Roy' } } }, null],
  ['somebody and nobody', { mine: { delegate: anna }, theirs: {} }, ['Delegate', 'mine']],
  ['entries of one name', { mine: { products: [bond] }, theirs: { products: [{ ...bond, id: 'prd_2' }] } }, ['Products', 'mine']],
  ['the last entry was taken out', { base: { products: [bond] }, mine: { products: [bond] }, theirs: {} }, ['Products', 'theirs']],
  ['roles of one name', { mine: { roles: ['rol_1'] }, theirs: { roles: ['rol_2'] } }, ['Roles', 'mine']],
  ['another order', { mine: { roles: ['rol_1', 'rol_2'] }, theirs: { roles: ['rol_2', 'rol_1'] } }, null],
])('%s', (_, { base: before, mine, theirs }, want) => {
  const versions = { base: { ...nothing, ...before }, value: { ...nothing, ...mine }, present: { ...nothing, ...theirs } };
  const found = differencesOf(versions, picked).map(({ label, likely }) => [label, likely]);
  expect(found).toEqual(want ? [want] : []);
});

test('a namesake whom the person chose is who is saved', () => {
  const versions = { base: { ...nothing, delegate: anna }, value: { ...nothing, delegate: namesake }, present: { ...nothing, delegate: anna, roles: ['rol_1'] } };
  const sides = new Map(differencesOf(versions, picked).map(({ field, likely }) => [field, likely]));
  expect(mergedOf(versions, picked, sides)).toEqual({ delegate: namesake, products: [], roles: ['rol_1'] });
});

test('of a field for which nobody chose the other, the input stays', () => {
  expect(mergedOf(versions, compare, new Map([['amount', 'theirs']] as const))).toEqual({ ...value, amount: '900' });
});

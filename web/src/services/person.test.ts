import { expect, test } from 'vitest';
import { fullNameOf, namesAmong, personOf } from './person';

const ann = { id: 'usr_1', name: 'Ann Roy', email: 'ann@acme.test' };
const namesake = { id: 'usr_2', name: 'Ann Roy', email: 'ann.roy@acme.test' };
const zoe = { id: 'usr_3', name: 'Zoe Roy', email: 'zoe@acme.test' };

test('of namesakes the addresses are told, of others the names alone', () => {
  expect([...namesAmong([ann, zoe, namesake])]).toEqual([
    ['usr_1', 'Ann Roy (ann@acme.test)'],
    ['usr_3', 'Zoe Roy'],
    ['usr_2', 'Ann Roy (ann.roy@acme.test)'],
  ]);
});

test('a person without a known address keeps the name', () => {
  expect(fullNameOf({ id: 'usr_1', name: 'Ann Roy' })).toBe('Ann Roy');
  expect(personOf({ id: 'usr_1', name: 'Ann Roy' })).toEqual({ id: 'usr_1', name: 'Ann Roy' });
  expect(personOf(null)).toBeNull();
});

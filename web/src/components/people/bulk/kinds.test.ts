import { expect, test } from 'vitest';
import { changeOf, noWish } from './kinds';

test.each([
  ['activate', noWish, { active: true }],
  ['deactivate', noWish, { active: false }],
  ['manager', { ...noWish, manager: { id: 'usr_1', name: 'Ann' } }, { managerId: 'usr_1' }],
  ['manager', noWish, { managerId: null }],
  ['roles', { ...noWish, give: ['rol_1'] }, { addRoleIds: ['rol_1'], removeRoleIds: [] }],
  ['roles', noWish, null],
  ['auto', { ...noWish, on: false }, { autoAssign: false }],
  ['mfa', noWish, { mfaRequired: true }],
  ['capacity', { ...noWish, capacity: 0 }, { maxCapacity: 0 }],
  ['capacity', noWish, null],
] as const)('%s of %j sends %j', (kind, wish, want) => expect(changeOf(kind, { ...wish, give: [...wish.give], take: [...wish.take] })).toEqual(want));

import { expect, test } from 'vitest';
import type { UserRowFragment } from '../gql/graphql';
import { isNarrowed, rowOf, sortOf, usersSearch, whereOf } from './users';

test('an empty address is everybody, first name ascending', () => {
  const search = usersSearch({});
  expect(sortOf(search)).toEqual({ by: 'FIRST_NAME', desc: false });
  expect(whereOf(search)).toEqual({});
  expect(isNarrowed(search)).toBe(false);
});

test('the address holds search, filters and order', () => {
  const search = usersSearch({ q: 'ann', role: 'rol_1', status: 'INACTIVE', source: 'LOCAL', noManager: true, sort: 'EMAIL', desc: true });
  expect(sortOf(search)).toEqual({ by: 'EMAIL', desc: true });
  expect(whereOf(search)).toEqual({ roleId: 'rol_1', active: false, source: 'LOCAL', noDirectManager: true });
  expect(isNarrowed(search)).toBe(true);
});

test.each([{ q: 7 }, { status: 'DELETED' }, { sort: 'PASSWORD' }, { noManager: 'yes' }, { desc: 1 }])('nonsense in the address is left out: %o', (raw) => {
  expect(Object.values(usersSearch(raw)).filter(Boolean)).toEqual([]);
});

test('a person is read with roles and where they come from', () => {
  const wire: UserRowFragment = {
    __typename: 'User',
    id: 'usr_1',
    version: 7,
    name: 'Ann Roy',
    firstName: 'Ann',
    lastName: 'Roy',
    email: 'ann@acme.test',
    active: true,
    inactiveReasons: [],
    source: 'DIRECTORY',
    ...{ title: '', phone: '', absent: false, mfaRequired: false, createdAt: '2026-01-05T14:00:00Z' },
    lastLoginAt: null,
    signInBlockedUntil: null,
    preferences: { __typename: 'Preferences', id: 'usr_1', version: 2, autoAssign: false },
    viewerCan: [{ __typename: 'Ability', action: 'delete', allowed: false, reason: 'The directory governs this account.' }],
    manager: null,
    roles: [
      { __typename: 'HeldRole', source: 'ADMIN', role: { __typename: 'Role', id: 'rol_1', name: 'underwriter' }, group: null },
      {
        __typename: 'HeldRole',
        source: 'DIRECTORY',
        role: { __typename: 'Role', id: 'rol_2', name: 'approver' },
        group: { __typename: 'Group', id: 'grp_1', displayName: 'Credit East' },
      },
    ],
  };
  expect(rowOf(wire)).toMatchObject({
    lastSignIn: null,
    manager: null,
    autoAssign: false,
    preferencesVersion: 2,
    roles: [
      { id: 'rol_1', name: 'underwriter', group: null },
      { id: 'rol_2', name: 'approver', group: 'Credit East' },
    ],
  });
  expect(rowOf(wire).can('delete')).toEqual({ allowed: false, reason: 'The directory governs this account.' });
});

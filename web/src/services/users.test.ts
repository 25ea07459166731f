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
    name: 'Ann Roy',
    firstName: 'Ann',
    lastName: 'Roy',
    email: 'ann@acme.test',
    active: true,
    source: 'DIRECTORY',
    lastLoginAt: null,
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
    roles: [
      { id: 'rol_1', name: 'underwriter', group: null },
      { id: 'rol_2', name: 'approver', group: 'Credit East' },
    ],
  });
});

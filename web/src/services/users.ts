import { useMemo } from 'react';
import { useQuery } from 'urql';
import {
  UsersDocument,
  UserTotalDocument,
  type InactiveReason,
  type UserOrderField,
  type UserRowFragment,
  type UsersQuery,
  type UserWhere,
} from '../gql/graphql';
import { canOf, type Can } from './ability';
import { hiddenOf, type Hidden } from './hidden';
import { kept } from './kept';
import type { Sort } from './order';
import type { Person } from './person';
import { usePages, type Page, type Pages } from './pages';

/** A role that a person holds; `group` names the directory's group it comes through. */
export interface HeldRole {
  id: string;
  name: string;
  group: string | null;
}

/** What may be done to a person. */
export type UserAction =
  | ('update' | 'deactivate' | 'activate' | 'delete' | 'roles' | 'limits' | 'preferences' | 'outOfOffice')
  | ('mfa' | 'unlock' | 'signInBlock' | 'resetCredential' | 'sendWelcome' | 'documentAccount' | 'verify');

/** A person as a list shows them. */
export interface UserRow {
  id: string;
  version: number;
  name: string;
  firstName: string;
  lastName: string;
  email: string;
  active: boolean;
  inactiveReasons: readonly InactiveReason[];
  source: 'LOCAL' | 'DIRECTORY';
  title: string;
  phone: string;
  absent: boolean;
  mfaRequired: boolean;
  createdAt: string;
  lastSignIn: string | null;
  blockedUntil: string | null;
  /** The switch of automatic assignment; null where the viewer may not see it. */
  autoAssign: boolean | null;
  /** 0: never set. */
  preferencesVersion: number;
  can: Can<UserAction>;
  manager: Person | null;
  roles: HeldRole[];
}

/** What the address of the list holds; left out means not narrowed, and first name ascending. */
export interface UsersSearch {
  q?: string;
  role?: string;
  status?: 'ACTIVE' | 'INACTIVE';
  source?: 'LOCAL' | 'DIRECTORY';
  noManager?: true;
  away?: true;
  sort?: UserOrderField;
  desc?: true;
  /** Columns that are hidden. */
  hide?: Hidden;
}

const fields: readonly string[] = [
  ...(['FIRST_NAME', 'LAST_NAME', 'EMAIL', 'MANAGER', 'CREATED_AT', 'TITLE'] as const),
  ...(['PHONE', 'STATUS', 'SOURCE', 'LAST_LOGIN_AT', 'LAST_ASSIGNED_AT'] as const),
] satisfies UserOrderField[];
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const oneOf = <Value extends string>(values: readonly string[], value: unknown) =>
  values.includes(value as string) ? (value as Value) : undefined;

/** Reads the address; what makes no sense there is left out. */
export function usersSearch(raw: Record<string, unknown>): UsersSearch {
  return {
    q: text(raw['q']),
    role: text(raw['role']),
    status: oneOf(['ACTIVE', 'INACTIVE'], raw['status']),
    source: oneOf(['LOCAL', 'DIRECTORY'], raw['source']),
    noManager: raw['noManager'] === true ? true : undefined,
    away: raw['away'] === true ? true : undefined,
    sort: oneOf(fields, raw['sort']),
    desc: raw['desc'] === true ? true : undefined,
    hide: hiddenOf(raw['hide']),
  };
}

export const sortOf = ({ sort, desc }: UsersSearch): Sort<UserOrderField> => ({ by: sort ?? 'FIRST_NAME', desc: desc ?? false });

export const isNarrowed = ({ q, role, status, source, noManager, away }: UsersSearch): boolean =>
  Boolean(q ?? role ?? status ?? source ?? noManager ?? away);

export function whereOf({ role, status, source, noManager, away }: UsersSearch): UserWhere {
  return {
    ...(role && { roleId: role }),
    ...(status && { active: status === 'ACTIVE' }),
    ...(source && { source }),
    ...(noManager && { noDirectManager: true }),
    ...(away && { outOfOffice: true }),
  };
}

export function rowOf(user: UserRowFragment): UserRow {
  const { id, version, name, firstName, lastName, email, active, inactiveReasons, source, title, phone, absent, mfaRequired, createdAt } = user;
  return {
    ...{ id, version, name, firstName, lastName, email, active, inactiveReasons, source, title, phone, absent, mfaRequired, createdAt },
    lastSignIn: user.lastLoginAt ?? null,
    blockedUntil: user.signInBlockedUntil ?? null,
    manager: user.manager ?? null,
    roles: user.roles.map(({ role, group }) => ({ id: role.id, name: role.name, group: group?.displayName ?? null })),
    autoAssign: user.preferences?.autoAssign ?? null,
    preferencesVersion: user.preferences?.version ?? 0,
    can: canOf(user.viewerCan),
  };
}

const keptRow = kept(rowOf);

const pageOf = ({ users }: UsersQuery): Page<UserRow> => ({
  rows: users.nodes.map(keptRow),
  endCursor: users.pageInfo.endCursor ?? null,
  hasNextPage: users.pageInfo.hasNextPage,
});

export function useUsers(search: UsersSearch): Pages<UserRow> {
  const { by, desc } = sortOf(search);
  const orderBy = { field: by, direction: desc ? ('DESC' as const) : ('ASC' as const) };
  return usePages(UsersDocument, { first: 60, search: search.q ?? null, where: whereOf(search), orderBy }, pageOf);
}

/** How many people there are in all; rows do not wait for it. */
export function useUserTotal(search: UsersSearch): number | undefined {
  const { q, role, status, source, noManager, away } = search;
  const variables = useMemo(
    () => ({ search: q ?? null, where: whereOf({ role, status, source, noManager, away }) }),
    [q, role, status, source, noManager, away],
  );
  const [{ data }] = useQuery({ query: UserTotalDocument, variables, requestPolicy: 'cache-and-network' });
  return data?.users.totalCount;
}

import { useClient, useQuery } from 'urql';
import {
  DirectManagerSetDocument,
  UserActivateDocument,
  UserDeactivateDocument,
  UserDocument,
  UserRolesSetDocument,
  type MfaMethod,
  type PendingChangeKind,
  type UserDetailsFragment,
} from '../gql/graphql';
import { limitsOf, type Limits } from './limits';
import { useLoaded, type Loaded } from './loaded';
import { preferencesOf, type Preferences } from './preferences';
import { outcomeOf, type Outcome } from './save';
import { rowOf, type UserRow } from './users';

export interface UserDetails extends UserRow {
  userName: string;
  locale: string;
  phoneForInsurers: string;
  mfaMethod: MfaMethod;
  verified: boolean;
  documentAccount: boolean;
  breakGlass: boolean;
  warnings: readonly { code: string; message: string }[];
  reports: readonly { id: string; name: string }[];
  load: number;
  preferences: Preferences;
  limits: Limits;
  /** Changes of roles or limits that wait for a second person. */
  pending: readonly Pending[];
}

export interface Pending {
  id: string;
  kind: PendingChangeKind;
  at: string;
  by: string;
}

export function detailsOf(user: UserDetailsFragment): UserDetails {
  const { userName, locale, phoneForInsurers, mfaMethod, verified, documentAccount, breakGlass, warnings, load } = user;
  return {
    ...rowOf(user),
    ...{ userName, locale, phoneForInsurers, mfaMethod, verified, documentAccount, breakGlass, warnings, load },
    reports: user.directReports,
    preferences: preferencesOf(user.preferences),
    limits: limitsOf(user.lendingLimits),
    pending: (user.pendingChanges ?? []).map(({ id, kind, createdAt, requestedBy }) => ({ id, kind, at: createdAt, by: requestedBy?.name ?? '' })),
  };
}

/** One person; in trouble `absent` when there is none that the viewer may see. */
export function useUser(id: string): Loaded<UserDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: UserDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  const present = data?.user?.id === id ? data.user : null;
  return useLoaded({
    key: id,
    thing: present ? detailsOf(present) : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

/** What can be done to a person; each says whether it was written. */
export function useUserChanges(user: { id: string; version: number }) {
  const client = useClient();
  const { id: userId } = user;
  return {
    deactivate: async (comment = ''): Promise<Outcome> => {
      const result = await client.mutation(UserDeactivateDocument, {
        input: { userId, expectedVersion: user.version, ...(comment && { comment }) },
      });
      return outcomeOf(result, result.data?.userDeactivate);
    },
    activate: async (): Promise<Outcome> => {
      const result = await client.mutation(UserActivateDocument, { input: { userId, expectedVersion: user.version } });
      return outcomeOf(result, result.data?.userActivate);
    },
    /** Takes a deactivation back, whatever version it made. */
    activateAgain: async (): Promise<Outcome> => {
      const result = await client.mutation(UserActivateDocument, { input: { userId } });
      return outcomeOf(result, result.data?.userActivate);
    },
    setRoles: async (roleIds: string[], expectedVersion: number): Promise<Outcome> => {
      const result = await client.mutation(UserRolesSetDocument, { input: { userId, roleIds, expectedVersion } });
      return outcomeOf(result, result.data?.userRolesSet);
    },
    setManager: async (managerId: string | null, expectedVersion: number): Promise<Outcome> => {
      const result = await client.mutation(DirectManagerSetDocument, { input: { userId, managerId, expectedVersion } });
      return outcomeOf(result, result.data?.directManagerSet);
    },
  };
}

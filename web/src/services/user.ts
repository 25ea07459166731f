import { useClient, useQuery } from 'urql';
import {
  DirectManagerSetDocument,
  UserActivateDocument,
  UserDeactivateDocument,
  UserDocument,
  UserRolesSetDocument,
  type InactiveReason,
  type UserDetailsFragment,
} from '../gql/graphql';
import { canOf, type Can } from './ability';
import { limitsOf, type Limits } from './limits';
import { useLoaded, type Loaded } from './loaded';
import { preferencesOf, type Preferences } from './preferences';
import { outcomeOf, type Outcome } from './save';
import { rowOf, type UserRow } from './users';

export interface UserDetails extends UserRow {
  version: number;
  userName: string;
  phone: string;
  title: string;
  createdAt: string;
  inactiveReasons: readonly InactiveReason[];
  reports: readonly { id: string; name: string }[];
  load: number;
  preferences: Preferences;
  limits: Limits;
  can: Can<'update' | 'deactivate' | 'activate' | 'roles' | 'limits' | 'preferences' | 'outOfOffice'>;
}

export function detailsOf(user: UserDetailsFragment): UserDetails {
  return {
    ...rowOf(user),
    version: user.version,
    userName: user.userName,
    phone: user.phone,
    title: user.title,
    createdAt: user.createdAt,
    inactiveReasons: user.inactiveReasons,
    reports: user.directReports,
    load: user.load,
    preferences: preferencesOf(user.preferences),
    limits: limitsOf(user.lendingLimits),
    can: canOf(user.viewerCan),
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
    deactivate: async (): Promise<Outcome> => {
      const result = await client.mutation(UserDeactivateDocument, { input: { userId, expectedVersion: user.version } });
      return outcomeOf(result, result.data?.userDeactivate);
    },
    activate: async (): Promise<Outcome> => {
      const result = await client.mutation(UserActivateDocument, { input: { userId, expectedVersion: user.version } });
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

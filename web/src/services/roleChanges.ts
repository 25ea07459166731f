import { useClient } from 'urql';
import {
  RoleCreateDocument,
  RoleDeleteDocument,
  RoleHolderDocument,
  RoleHoldersSetDocument,
  RoleUpdateDocument,
  type RoleCreateInput,
  type RoleUpdateInput,
} from '../gql/graphql';
import { holderOf } from './roles';
import { outcomeOf, type Outcome } from './save';

/** What became of giving a role: in force, or waiting for a second person. */
export interface Given {
  outcome: Outcome;
  waits: boolean;
}

/** What can be done to roles; each says whether it was written. */
export function useRoleChanges() {
  const client = useClient();
  /** Sets the roles that administrators gave to somebody, from what they are at this moment. */
  const regrant = async (userId: string, change: (given: string[]) => string[]): Promise<Given> => {
    const found = await client.query(RoleHolderDocument, { id: userId }, { requestPolicy: 'network-only' });
    if (!found.data?.user) return { outcome: outcomeOf(found, null), waits: false };
    const { version, given } = holderOf(found.data.user);
    const result = await client.mutation(RoleHoldersSetDocument, { input: { userId, expectedVersion: version, roleIds: change(given) } });
    const now = result.data?.userRolesSet.user;
    return { outcome: outcomeOf(result, result.data?.userRolesSet), waits: now ? holderOf(now).waits : false };
  };
  return {
    create: async (input: RoleCreateInput): Promise<{ outcome: Outcome; id: string | null }> => {
      const result = await client.mutation(RoleCreateDocument, { input });
      const made = result.data?.roleCreate;
      return { outcome: outcomeOf(result, made), id: made?.role?.id ?? null };
    },
    update: async (input: RoleUpdateInput): Promise<Outcome> => {
      const result = await client.mutation(RoleUpdateDocument, { input });
      return outcomeOf(result, result.data?.roleUpdate);
    },
    remove: async ({ id, version }: { id: string; version: number }): Promise<Outcome> => {
      const result = await client.mutation(RoleDeleteDocument, { input: { roleId: id, expectedVersion: version } });
      return outcomeOf(result, result.data?.roleDelete);
    },
    give: (userId: string, roleId: string) => regrant(userId, (given) => [...new Set([...given, roleId])]),
    take: (userId: string, roleId: string) => regrant(userId, (given) => given.filter((id) => id !== roleId)),
  };
}

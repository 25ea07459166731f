import type { Client } from 'urql';
import { DirectManagerSetDocument, PreferencesUpdateDocument, UserRolesSetDocument } from '../gql/graphql';
import { outcomeOf, type Outcome } from './save';
import type { UserRow } from './users';

/** A change made in the list, and the way to take it back while nothing else has changed. */
export type Reversible = Outcome & { undo?: () => Promise<Outcome> };

/** Changes of one field from its cell; each expects the version that the row shows. */
export function inlineOf(client: Client, user: UserRow) {
  const manager = async (managerId: string | null, expectedVersion: number) => {
    const result = await client.mutation(DirectManagerSetDocument, { input: { userId: user.id, managerId, expectedVersion } });
    return { outcome: outcomeOf(result, result.data?.directManagerSet), version: result.data?.directManagerSet.user?.version };
  };
  const roles = async (roleIds: string[], expectedVersion: number) => {
    const result = await client.mutation(UserRolesSetDocument, { input: { userId: user.id, roleIds, expectedVersion } });
    return { outcome: outcomeOf(result, result.data?.userRolesSet), version: result.data?.userRolesSet.user?.version };
  };
  const automatic = async (autoAssign: boolean, expectedVersion: number) => {
    const result = await client.mutation(PreferencesUpdateDocument, { input: { userId: user.id, autoAssign, expectedVersion } });
    const after = result.data?.preferencesUpdate.user?.preferences;
    return { outcome: outcomeOf(result, result.data?.preferencesUpdate), version: after?.version };
  };
  /** Sends what is wanted; taking it back sends what was there, on the version that the change made. */
  const reversible = async <Value>(
    send: (value: Value, version: number) => Promise<{ outcome: Outcome; version: number | undefined }>,
    ...[wanted, before, version]: [Value, Value, number]
  ): Promise<Reversible> => {
    const { outcome, version: made } = await send(wanted, version);
    return outcome.written && made !== undefined ? { ...outcome, undo: async () => (await send(before, made)).outcome } : outcome;
  };
  const given = user.roles.filter(({ group }) => group === null).map(({ id }) => id);
  return {
    setManager: (id: string | null) => reversible(manager, id, user.manager?.id ?? null, user.version),
    setRoles: (ids: string[]) => reversible(roles, ids, given, user.version),
    setAutoAssign: (on: boolean) => reversible(automatic, on, !on, user.preferencesVersion),
  };
}

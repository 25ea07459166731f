import { useClient, useQuery } from 'urql';
import {
  EmailReleaseDocument,
  UserCreateDocument,
  UserDeleteDocument,
  UserFactorsResetDocument,
  UserMfaSetDocument,
  UserSessionEndDocument,
  UserSessionsDocument,
  UserSessionsEndDocument,
  UserSignInBlockDocument,
  UserUnlockDocument,
  UserUpdateDocument,
  UserWelcomeResendDocument,
  type UserCreateInput,
  type UserSessionsQuery,
  type UserUpdateInput,
} from '../gql/graphql';
import { outcomeOf, type Outcome } from './save';

/** The longest that sign-in can be blocked (LC-3). */
export const longestBlock = 24 * 60 * 60 * 1000;

export type Session = UserSessionsQuery['sessions']['nodes'][number];

/** What an administrator does to an account; each says whether it was written. */
export function useAccount(user: { id: string; version: number }) {
  const client = useClient();
  const { id: userId, version: expectedVersion } = user;
  const seen = { userId, expectedVersion };
  return {
    remove: async (comment: string): Promise<Outcome> => {
      const result = await client.mutation(UserDeleteDocument, { input: { ...seen, comment: comment || null } });
      return outcomeOf(result, result.data?.userDelete);
    },
    unlock: async (): Promise<Outcome> => {
      const result = await client.mutation(UserUnlockDocument, { input: seen });
      return outcomeOf(result, result.data?.userUnlock);
    },
    /** Null lifts the block. */
    block: async (until: string | null, comment: string): Promise<Outcome> => {
      const result = await client.mutation(UserSignInBlockDocument, { input: { ...seen, until, comment: comment || null } });
      return outcomeOf(result, result.data?.userSignInBlock);
    },
    requireMfa: async (required: boolean): Promise<Outcome> => {
      const result = await client.mutation(UserMfaSetDocument, { input: { ...seen, required } });
      return outcomeOf(result, result.data?.userMfaSet);
    },
    newCredential: async (): Promise<Outcome> => {
      const result = await client.mutation(UserWelcomeResendDocument, { input: seen });
      return outcomeOf(result, result.data?.userWelcomeResend);
    },
    resetFactors: async (): Promise<Outcome> => {
      const result = await client.mutation(UserFactorsResetDocument, { input: seen });
      return outcomeOf(result, result.data?.userFactorsReset);
    },
    endSessions: async (): Promise<Outcome> => {
      const result = await client.mutation(UserSessionsEndDocument, { input: { userId } });
      return outcomeOf(result, result.data?.sessionsRevokeAll);
    },
    endSession: async (sessionId: string): Promise<Outcome> => {
      const result = await client.mutation(UserSessionEndDocument, { input: { sessionId } });
      return outcomeOf(result, result.data?.sessionRevoke);
    },
  };
}

/** Corrects names, address, phone and language (PR-1). */
export function useCorrect() {
  const client = useClient();
  return async (input: UserUpdateInput): Promise<Outcome> => {
    const result = await client.mutation(UserUpdateDocument, { input });
    return outcomeOf(result, result.data?.userUpdate);
  };
}

/** Makes an account; `made` is its id once written. The same key makes it once. */
export function useCreate() {
  const client = useClient();
  return async (input: UserCreateInput): Promise<Outcome & { made: string | null }> => {
    const result = await client.mutation(UserCreateDocument, { input });
    return { ...outcomeOf(result, result.data?.userCreate), made: result.data?.userCreate.user?.id ?? null };
  };
}

/** Frees the address of somebody who was deleted (LC-5). */
export function useRelease() {
  const client = useClient();
  return async (email: string, comment: string): Promise<Outcome> => {
    const result = await client.mutation(EmailReleaseDocument, { input: { email, comment: comment || null } });
    return outcomeOf(result, result.data?.emailRelease);
  };
}

/** Where somebody is signed in; undefined until it is known. */
export function useSessions(userId: string): readonly Session[] | undefined {
  const [{ data }] = useQuery({ query: UserSessionsDocument, variables: { userId }, requestPolicy: 'cache-and-network' });
  return data?.sessions.nodes;
}

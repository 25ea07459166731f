import { useClient, useQuery } from 'urql';
import {
  ApiKeyCreateDocument,
  ApiKeyDocument,
  ApiKeyRevokeDocument,
  ApiKeysDocument,
  type ApiKeyCreateInput,
  type ApiKeysQuery,
  type KeyRowFragment,
} from '../gql/graphql';
import { usePages, type Page, type Pages } from './pages';
import { outcomeOf, type Outcome } from './save';
import type { KeysSearch } from './administration';

export type KeyRow = KeyRowFragment;

const pageOf = ({ apiKeys: { nodes, pageInfo } }: ApiKeysQuery): Page<KeyRow> => ({
  rows: nodes,
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

export const useKeys = ({ kind, state }: KeysSearch): Pages<KeyRow> =>
  usePages(ApiKeysDocument, { first: 50, where: { active: state !== 'ended', ...(kind && { kind }) } }, pageOf);

/** The key that a new one takes the place of. */
export function useKey(id: string | undefined): KeyRow | null {
  const asked = id?.startsWith('key_') ?? false;
  const [{ data }] = useQuery({ query: ApiKeyDocument, variables: { id: id ?? '' }, pause: !asked });
  return asked && data?.node?.__typename === 'ApiKey' ? data.node : null;
}

/** The key's text is in the answer to the call that made it and nowhere else. */
export interface MadeKey {
  outcome: Outcome;
  text: string | null;
}

export function useKeyChanges() {
  const client = useClient();
  return {
    create: async (input: ApiKeyCreateInput): Promise<MadeKey> => {
      const result = await client.mutation(ApiKeyCreateDocument, { input });
      const made = result.data?.apiKeyCreate;
      return { outcome: outcomeOf(result, made), text: made?.key ?? null };
    },
    revoke: async (apiKeyId: string): Promise<Outcome> => {
      const result = await client.mutation(ApiKeyRevokeDocument, { input: { apiKeyId } });
      return outcomeOf(result, result.data?.apiKeyRevoke);
    },
  };
}

/** Days after which a key ends; 0: never, which a personal key can't. */
export const lifetimes = { PERSONAL: [30, 90, 365], SERVICE: [90, 365, 0] } as const;

/** When a key made now ends; null: never. */
export const endOf = (days: number, now: Date): string | null => (days === 0 ? null : new Date(now.getTime() + days * 86_400_000).toISOString());

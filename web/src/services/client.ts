import { cacheExchange, type KeyingConfig } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import { Client, fetchExchange, mapExchange, type OperationResult } from 'urql';
import { createCallKeys } from './callKeys';
import { embedded } from './embedded';
import { troubleOf } from './fault';
import { updates } from './invalidation';
import { lacksProof, type Proof } from './proof';
import { signIn } from './session';
import { signedIn } from './signedIn';

interface Hashed {
  __meta__?: { hash?: string };
}

const noKey = () => null;
const keys: KeyingConfig = {
  ...Object.fromEntries(embedded.map((name) => [name, noKey])),
  // Limits of the past have no record of their own: they must not take the place of the present ones.
  LendingLimits: ({ id }) => (typeof id === 'string' ? id : null),
};

/**
 * The GraphQL client: a normalised cache, and the hash of each document in place
 * of its text. Messages and reasons come in one language, so another language is
 * another client. A refused session at any time leads to sign-in; a change that
 * needs a fresh proof waits for it and is sent again.
 */
export function createClient(language: string, proof?: Proof): Client {
  const callKeys = createCallKeys();
  const client: Client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: () => ({
      headers: {
        // Event streams have an address of their own; here an answer is one object.
        accept: 'application/graphql-response+json, application/json',
        'accept-language': language,
      },
    }),
    exchanges: [
      mapExchange({ onOperation: callKeys.keyed, onResult: callKeys.told }),
      mapExchange({
        onError: (error) => {
          if (troubleOf(error).kind === 'signedOut') signIn();
        },
        onResult: (result) => (proof && lacksProof(result) ? proven(client, proof, result) : undefined),
      }),
      cacheExchange({ keys, updates }),
      persistedExchange({
        enforcePersistedQueries: true,
        enableForMutation: true,
        preferGetForPersistedQueries: false,
        generateHash: async (_text, document) => (document as Hashed).__meta__?.hash,
      }),
      // Below the cache: what it answers tells nothing of the session.
      mapExchange({ onResult: ({ error }) => (error ? undefined : signedIn()) }),
      fetchExchange,
    ],
  });
  return client;
}

/** Nothing was written yet, so the change can be sent a second time. */
async function proven(client: Client, proof: Proof, refused: OperationResult): Promise<OperationResult> {
  if (!(await proof.ask())) return refused;
  const { query, variables, context } = refused.operation;
  const written = await client.mutation(query, variables, context).toPromise();
  // The caller waits for the answer to its own operation.
  return { ...written, operation: refused.operation };
}

import { cacheExchange, type KeyingConfig } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import { Client, fetchExchange, mapExchange } from 'urql';
import { embedded } from './embedded';
import { troubleOf } from './fault';
import { updates } from './invalidation';
import { signIn, stepUp } from './session';

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
 * another client. A refused session at any time leads to sign-in.
 */
export function createClient(language: string): Client {
  return new Client({
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
      mapExchange({
        onError: (error) => {
          if (troubleOf(error).kind === 'signedOut') signIn();
          if (error.graphQLErrors.some(({ extensions }) => extensions?.['code'] === 'STEP_UP_REQUIRED')) stepUp();
        },
      }),
      cacheExchange({ keys, updates }),
      persistedExchange({
        enforcePersistedQueries: true,
        enableForMutation: true,
        preferGetForPersistedQueries: false,
        generateHash: async (_text, document) => (document as Hashed).__meta__?.hash,
      }),
      fetchExchange,
    ],
  });
}

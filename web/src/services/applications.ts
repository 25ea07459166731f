import { useClient, useQuery } from 'urql';
import {
  ApplicationCreateDocument,
  ApplicationDeleteDocument,
  ApplicationDocument,
  ApplicationsDocument,
  ApplicationSecretRotateDocument,
  ApplicationUpdateDocument,
  type ApplicationAuthMethod,
  type ApplicationCreateInput,
  type ApplicationRowFragment,
  type ApplicationsQuery,
  type ApplicationUpdateInput,
} from '../gql/graphql';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import { outcomeOf, type Outcome } from './save';

/** A program that signs its users in through Mandate. */
export type Application = ApplicationRowFragment;
export type AuthMethod = ApplicationAuthMethod;

export const authMethods = ['CLIENT_SECRET_BASIC', 'CLIENT_SECRET_POST', 'PRIVATE_KEY_JWT', 'NONE'] as const satisfies readonly AuthMethod[];

/** What an application may ask for beside openid. */
export const scopes = ['profile', 'email', 'offline_access', 'roles', 'authority'] as const;

const applicationsPage = ({ applications: { nodes, pageInfo } }: ApplicationsQuery): Page<Application> => ({
  rows: nodes,
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

export const useApplications = (): Pages<Application> => usePages(ApplicationsDocument, { first: 50 }, applicationsPage);

/** One application; in trouble `absent` when there is none that the viewer may see. */
export function useApplication(id: string): Loaded<Application> {
  const [{ data, error, fetching }, again] = useQuery({ query: ApplicationDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  const node = data?.node;
  return useLoaded({
    key: id,
    thing: node?.__typename === 'Application' && node.id === id ? node : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

interface Versioned {
  id: string;
  version: number;
}

/** What was made; its secret is in the answer to this one call and nowhere else. */
export interface Registered {
  outcome: Outcome;
  application: Application | null;
  secret: string | null;
}

/** What can be done to applications; each says whether it was written. */
export function useApplicationChanges() {
  const client = useClient();
  const seen = ({ id, version }: Versioned) => ({ applicationId: id, expectedVersion: version });
  return {
    register: async (input: ApplicationCreateInput): Promise<Registered> => {
      const result = await client.mutation(ApplicationCreateDocument, { input });
      const made = result.data?.applicationCreate;
      return { outcome: outcomeOf(result, made), application: made?.application ?? null, secret: made?.secret ?? null };
    },
    update: async (application: Versioned, change: Omit<ApplicationUpdateInput, 'applicationId' | 'expectedVersion'>): Promise<Outcome> => {
      const result = await client.mutation(ApplicationUpdateDocument, { input: { ...seen(application), ...change } });
      return outcomeOf(result, result.data?.applicationUpdate);
    },
    rotate: async (application: Versioned): Promise<Registered> => {
      const result = await client.mutation(ApplicationSecretRotateDocument, { input: seen(application) });
      const made = result.data?.applicationSecretRotate;
      return { outcome: outcomeOf(result, made), application: made?.application ?? null, secret: made?.secret ?? null };
    },
    remove: async (application: Versioned): Promise<Outcome> => {
      const result = await client.mutation(ApplicationDeleteDocument, { input: seen(application) });
      return outcomeOf(result, result.data?.applicationDelete);
    },
  };
}

/** The addresses in a text, one a line. */
export const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean);

/** Whether codes may be sent there: https, or http on this machine. */
export function isRedirect(address: string): boolean {
  const url = URL.parse(address);
  if (!url || url.hash) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname));
}

import { useQuery } from 'urql';
import { UserIdentitiesDocument, type UserIdentitiesQuery } from '../gql/graphql';
import { troubleOf, type Trouble } from './fault';

/** By what name an identity provider knows a person. */
export type Identity = NonNullable<NonNullable<UserIdentitiesQuery['user']>['linkedIdentities']>[number];

export interface Identities {
  /** Undefined until they are known; null where the viewer may not see them. */
  list: readonly Identity[] | null | undefined;
  trouble: Trouble | null;
  retry(): void;
}

/** The identities by which a person signs in through connections, newest first. */
export function useIdentities(id: string): Identities {
  const [{ data, error }, again] = useQuery({ query: UserIdentitiesDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  return {
    list: data ? (data.user?.linkedIdentities ?? null) : undefined,
    trouble: error ? troubleOf(error) : null,
    retry: () => again({ requestPolicy: 'network-only' }),
  };
}

import { useQuery } from 'urql';
import { OwnAuthorityDocument } from '../gql/graphql';
import { comparisonOf, type Comparison } from './comparison';

/** A deal's figures beside somebody's own limits; null until they are there. */
export function useOwnAuthority(dealId: string, userId: string): Comparison[] | null {
  const [{ data }] = useQuery({ query: OwnAuthorityDocument, variables: { dealId, userId }, requestPolicy: 'cache-and-network' });
  return data?.authorityCheck.comparisons.map(comparisonOf) ?? null;
}

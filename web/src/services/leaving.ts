import { useQuery } from 'urql';
import { UserLeavesDocument } from '../gql/graphql';
import type { Person } from './person';

/** What somebody leaves behind who is deleted (LC-4). */
export interface Leaving {
  reports: readonly Person[];
  owned: number;
  standsIn: number;
}

/** Null until it is known, and where the viewer may not see deals. */
export function useLeaving(id: string): Leaving | null {
  const [{ data }] = useQuery({ query: UserLeavesDocument, variables: { id }, requestPolicy: 'network-only' });
  if (!data?.user) return null;
  return { reports: data.user.directReports, owned: data.owned.totalCount, standsIn: data.standsIn.totalCount };
}

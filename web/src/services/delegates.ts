import { useQuery } from 'urql';
import { DelegatesDocument, type DelegatesQuery } from '../gql/graphql';
import type { LocalDate } from './dates';

/** Somebody who could stand in, and whether they are or will be away themselves. */
export interface Candidate {
  id: string;
  name: string;
  email: string;
  away: { from: LocalDate; to: LocalDate } | null;
}

const candidateOf = ({ id, name, email, outOfOffice }: DelegatesQuery['users']['nodes'][number]): Candidate => ({
  ...{ id, name, email },
  away: outOfOffice ? { from: outOfOffice.startDate, to: outOfOffice.endDate } : null,
});

const nobody: Candidate[] = [];

/** Active people by words of their name, and by role. */
export function useDelegates(search: string, roleId: string | null): Candidate[] {
  const [{ data }] = useQuery({ query: DelegatesDocument, variables: { search: search || null, roleId } });
  return data?.users.nodes.map(candidateOf) ?? nobody;
}

import { useQuery } from 'urql';
import { ReservedEmailsDocument, ReservedTotalDocument, type ReservedEmailsQuery, type ReservedLineFragment } from '../gql/graphql';
import { usePages, type Page, type Pages } from './pages';

/** An address that stays with somebody who was deleted (LC-5); its text and the name are gone once they were erased. */
export type Reserved = ReservedLineFragment;

const pageOf = ({ reservedEmails: { nodes, pageInfo } }: ReservedEmailsQuery): Page<Reserved> => ({
  rows: nodes,
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

/** Reserved addresses that begin so, newest first; a whole address finds also one whose text is gone. */
export const useReserved = (search: string | undefined): Pages<Reserved> => usePages(ReservedEmailsDocument, { first: 60, search: search ?? null }, pageOf);

/** How many there are; rows do not wait for it. */
export function useReservedTotal(search: string | undefined): number | undefined {
  const [{ data }] = useQuery({ query: ReservedTotalDocument, variables: { search: search ?? null }, requestPolicy: 'cache-and-network' });
  return data?.reservedEmails.totalCount;
}

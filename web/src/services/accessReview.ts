import { useClient } from 'urql';
import { AccessReviewDocument, AccessReviewExportDocument, type AccessReviewQuery } from '../gql/graphql';
import { usePages, type Page, type Pages } from './pages';
import { outcomeOf, type Outcome } from './save';

type Wire = AccessReviewQuery['accessReview']['nodes'][number];

/** What one person can do, by whom and since when. */
export interface ReviewRow extends Omit<Wire, 'user' | '__typename'> {
  id: string;
  name: string;
  email: string;
}

const pageOf = ({ accessReview: { nodes, pageInfo } }: AccessReviewQuery): Page<ReviewRow> => ({
  rows: nodes.map(({ user: { id, name, email }, active, permissions, since, grants }) => ({ id, name, email, active, permissions, since, grants })),
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

export interface ReviewQuestion {
  search?: string;
  permission?: string;
  /** An instant of the past; left out: now. */
  asOf?: string;
}

export const useAccessReview = ({ search, permission, asOf }: ReviewQuestion): Pages<ReviewRow> =>
  usePages(AccessReviewDocument, { first: 50, search: search ?? null, permission: permission ?? null, asOf: asOf ?? null }, pageOf);

/** Starts the file of the whole review; gives the job that writes it. */
export function useReviewExport() {
  const client = useClient();
  return async (asOf?: string): Promise<{ outcome: Outcome; jobId: string | null }> => {
    const result = await client.mutation(AccessReviewExportDocument, { input: { asOf: asOf ?? null } });
    const started = result.data?.accessReviewExport;
    return { outcome: outcomeOf(result, started), jobId: started?.job?.id ?? null };
  };
}

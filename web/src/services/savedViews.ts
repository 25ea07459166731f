import { useClient, useQuery } from 'urql';
import { SavedViewDeleteDocument, SavedViewSaveDocument, SavedViewsDocument, type SavedViewLineFragment } from '../gql/graphql';
import { outcomeOf, type Outcome } from './save';

/** A list as somebody likes to see it: the query string of its address, under a name. */
export type SavedView = SavedViewLineFragment;

const none: readonly SavedView[] = [];

/** One's own views of a page and those that others share, once asked for. */
export function useSavedViews(page: string, asked: boolean): readonly SavedView[] {
  const [{ data }] = useQuery({ query: SavedViewsDocument, variables: { page }, pause: !asked, requestPolicy: 'cache-and-network' });
  return data?.savedViews ?? none;
}

export function useViewChanges(page: string) {
  const client = useClient();
  return {
    /** One of the same name is replaced. */
    save: async (name: string, state: string, shared: boolean): Promise<Outcome> => {
      const result = await client.mutation(SavedViewSaveDocument, { input: { page, name, state, shared } });
      return outcomeOf(result, result.data?.savedViewSave);
    },
    forget: async (savedViewId: string): Promise<Outcome> => {
      const result = await client.mutation(SavedViewDeleteDocument, { input: { savedViewId } });
      return outcomeOf(result, result.data?.savedViewDelete);
    },
  };
}

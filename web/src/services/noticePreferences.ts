import { useClient, useQuery } from 'urql';
import { NoticePreferencesDocument, NoticePreferencesSetDocument, type NoticePreferencesQuery } from '../gql/graphql';
import { useLoaded, type Loaded } from './loaded';
import { outcomeOf, type Outcome } from './save';

/** Whether one type of notice also comes by e-mail. */
export type NoticePreference = Pick<NoticePreferencesQuery['noticePreferences'][number], 'type' | 'email'>;

export function useNoticePreferences(): Loaded<NoticePreference[]> {
  const [{ data, error, fetching }, again] = useQuery({ query: NoticePreferencesDocument, requestPolicy: 'cache-and-network' });
  return useLoaded({
    key: 'mine',
    thing: data?.noticePreferences ?? null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

export function useSetNoticePreference() {
  const client = useClient();
  return async (preference: NoticePreference): Promise<Outcome> => {
    const { type, email } = preference;
    const result = await client.mutation(NoticePreferencesSetDocument, { input: { preferences: [{ type, email }] } });
    return outcomeOf(result, result.data?.noticePreferencesSet);
  };
}

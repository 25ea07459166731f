import { useQuery } from 'urql';
import {
  MeDocument,
  MyKeysDocument,
  MySessionsDocument,
  type MyKeysQuery,
  type MySessionLineFragment,
  type MySessionsQuery,
  type OwnKeyLineFragment,
  type OwnProfileFragment,
  type SignInLineFragment,
} from '../gql/graphql';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';

export * from './meSearch';

/** What the person of this session sees of themselves. */
export interface Me {
  profile: OwnProfileFragment;
  signIn: SignInLineFragment;
}

export type Profile = OwnProfileFragment;
export type SignIn = SignInLineFragment;
export type Passkey = SignIn['passkeys'][number];
export type Session = MySessionLineFragment;
export type OwnKey = OwnKeyLineFragment;

export function useMe(): Loaded<Me> {
  const [{ data, error, fetching }, again] = useQuery({ query: MeDocument, requestPolicy: 'cache-and-network' });
  const [profile, signIn] = [data?.viewer.user, data?.mySignIn];
  return useLoaded({
    key: 'me',
    thing: profile && signIn ? { profile, signIn } : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

const sessionsPage = ({ sessions: { nodes, pageInfo } }: MySessionsQuery): Page<Session> => ({ rows: nodes, endCursor: pageInfo.endCursor ?? null, hasNextPage: pageInfo.hasNextPage });
const keysPage = ({ apiKeys: { nodes, pageInfo } }: MyKeysQuery): Page<OwnKey> => ({ rows: nodes, endCursor: pageInfo.endCursor ?? null, hasNextPage: pageInfo.hasNextPage });

export const useMySessions = (userId: string): Pages<Session> => usePages(MySessionsDocument, { userId, first: 50 }, sessionsPage);
export const useMyKeys = (userId: string): Pages<OwnKey> => usePages(MyKeysDocument, { userId, first: 50 }, keysPage);

// The more particular name first: Edge and Opera say Chrome too, and Chrome says Safari.
const browsers = [
  [/Edg(?:e|A|iOS)?\//, 'Microsoft Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const systems = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

/** Browser and system, as people know them; what is not known stays as the browser says it. */
export function deviceOf(userAgent: string): string {
  const named = [browsers, systems].flatMap((list) => list.find(([sign]) => sign.test(userAgent))?.[1] ?? []);
  return named.length > 0 ? named.join(' · ') : userAgent;
}

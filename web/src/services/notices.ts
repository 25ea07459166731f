import { useClient, useQuery } from 'urql';
import { NoticesDocument, NoticesReadDocument, UnreadNoticesDocument, type NoticeLineFragment, type NoticesQuery } from '../gql/graphql';
import { useOnReturn } from './onReturn';
import { usePages, type Page, type Pages } from './pages';
import { outcomeOf, type Outcome } from './save';

/** A notice to the viewer (section 13). */
export interface Notice {
  id: string;
  type: string;
  at: string;
  subject: { id: string | null; name: string };
  read: boolean;
}

/** What the address of the page holds. */
export interface NoticesSearch {
  unread?: true;
}

export const noticesSearch = (raw: Record<string, unknown>): NoticesSearch => ({ unread: raw['unread'] === true ? true : undefined });

export const noticeOf = ({ id, type, createdAt, subjectId, subjectName, readAt }: NoticeLineFragment): Notice => ({
  ...{ id, type, at: createdAt },
  subject: { id: subjectId ?? null, name: subjectName },
  read: readAt !== null && readAt !== undefined,
});

const pageOf = ({ notifications }: NoticesQuery): Page<Notice> => ({
  rows: notifications.nodes.map(noticeOf),
  endCursor: notifications.pageInfo.endCursor ?? null,
  hasNextPage: notifications.pageInfo.hasNextPage,
});

export function useNotices(unread: boolean, first = 30): Pages<Notice> {
  return usePages(NoticesDocument, { first, where: unread ? { unread: true } : null }, pageOf);
}

/** How many are unread; asked again when the person comes back to the window. */
export function useUnread(): number {
  const [{ data }, again] = useQuery({ query: UnreadNoticesDocument, requestPolicy: 'cache-and-network' });
  useOnReturn(() => again({ requestPolicy: 'network-only' }));
  return data?.notifications.unreadCount ?? 0;
}

/** Marks notices as read; all of them without ids. */
export function useReadNotices() {
  const client = useClient();
  return async (ids?: string[]): Promise<Outcome> => {
    const result = await client.mutation(NoticesReadDocument, { input: { ids: ids ?? null } });
    return outcomeOf(result, result.data?.notificationsRead);
  };
}

/** Where a notice leads: to the deal, the request or the person that it is about. */
export function placeOf({ subject }: Notice): { page: 'deal' | 'approval' | 'user'; id: string } | null {
  const kind = { deal: 'deal', apr: 'approval', usr: 'user' } as const;
  const prefix = subject.id?.split('_')[0] as keyof typeof kind | undefined;
  return subject.id && prefix && kind[prefix] ? { page: kind[prefix], id: subject.id } : null;
}

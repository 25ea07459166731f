import { useClient, useQuery } from 'urql';
import { NoticesDocument, NoticesReadDocument, UnreadNoticesDocument, type NoticeLineFragment, type NoticesQuery } from '../gql/graphql';
import { useOnReturn } from './onReturn';
import { usePages, type Page, type Pages } from './pages';
import { outcomeOf, type Outcome } from './save';
import { flagIn, listIn } from './search';

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
  read?: true;
  types?: string[];
  /** Which notices also come by e-mail is looked at. */
  mail?: true;
}

export const noticesSearch = (raw: Record<string, unknown>): NoticesSearch => ({
  ...{ unread: flagIn(raw['unread']), read: flagIn(raw['read']), mail: flagIn(raw['mail']) },
  types: listIn(raw['types']),
});

/** Types that people are told of, in the order of the filter. */
export const noticeTypes = [
  ...(['DEAL_ASSIGNED', 'DEAL_DELEGATED', 'DEAL_RETURNED', 'DELEGATION_STALLED'] as const),
  ...(['APPROVAL_REQUESTED', 'APPROVAL_DECIDED', 'APPROVAL_UNROUTED', 'APPROVAL_VOIDED'] as const),
  ...(['DELEGATE_SET', 'DELEGATE_LOST', 'JOB_DONE', 'DIRECTORY_PAUSED', 'WEBHOOK_DISABLED', 'WEBHOOK_EVENT_UNREAD', 'CERTIFICATE_EXPIRING', 'BREAK_GLASS_USED'] as const),
];

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

export function useNotices({ unread, read, types }: NoticesSearch, first = 30): Pages<Notice> {
  const where = { ...(unread && { unread: true }), ...(read && !unread && { unread: false }), ...(types && { types }) };
  return usePages(NoticesDocument, { first, where }, pageOf);
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

/** Pages that look after what notices of some types are about. */
const pages = {
  WEBHOOK_DISABLED: 'webhooks',
  WEBHOOK_EVENT_UNREAD: 'webhooks',
  DIRECTORY_PAUSED: 'directories',
  CHANGE_REQUESTED: 'changes',
  CHANGE_CONFIRMED: 'changes',
  CHANGE_REJECTED: 'changes',
  CHANGE_VOID: 'changes',
  BREAK_GLASS_USED: 'history',
  CERTIFICATE_EXPIRING: 'connections',
  METADATA_HELD: 'connections',
  DOMAIN_VERIFIED: 'connections',
  DOMAIN_RECORD_GONE: 'connections',
  DOMAIN_MOVED: 'connections',
  PASSWORD_CHANGED: 'me',
  PASSWORD_RESET: 'me',
  EMAIL_CHANGE: 'me',
  EMAIL_CHANGED: 'me',
  SECOND_FACTOR_CHANGED: 'me',
} as const;

export type Place = { page: 'deal' | 'approval' | 'user' | 'job'; id: string } | { page: (typeof pages)[keyof typeof pages] };

/** Where a notice leads: to what it is about, or to the page where that is looked after. */
export function placeOf({ type, subject }: Pick<Notice, 'type' | 'subject'>): Place | null {
  if (type in pages) return { page: pages[type as keyof typeof pages] };
  const kind = { deal: 'deal', apr: 'approval', usr: 'user', job: 'job' } as const;
  const prefix = subject.id?.split('_')[0] as keyof typeof kind | undefined;
  return subject.id && prefix && kind[prefix] ? { page: kind[prefix], id: subject.id } : null;
}

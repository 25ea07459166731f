import { useCallback, useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import {
  FollowProvisioningDocument,
  ProvisioningEventDocument,
  ProvisioningEventsDocument,
  ProvisioningTimelineDocument,
  type EventLineFragment,
  type ProvisioningEventQuery,
  type ProvisioningEventsQuery,
  type ProvisioningEventWhere,
  type ProvisioningTimelineQuery,
} from '../gql/graphql';
import type { DirectorySearch } from './directories';
import { lineOf, type HistoryLine } from './history';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import { useStream, type StreamState } from './stream';

/** One request of a directory. */
export type LogEvent = EventLineFragment;

export interface LogEventDetails extends LogEvent {
  requestId: string;
  dialect: string;
  /** What history says of it; null for those who may not see history. */
  history: HistoryLine[] | null;
}

const outcomes = {
  failed: ['REFUSED', 'FAILED'],
  changed: ['CREATED', 'CHANGED', 'DELETED'],
  previewed: ['PREVIEWED'],
} as const;

/** Reads are many and say little: the log shows them where nothing else is asked for. */
export function logWhere({ q, outcome, cause }: DirectorySearch): ProvisioningEventWhere {
  return { ...(q && { text: q }), ...(outcome && { outcomes: [...outcomes[outcome]] }), ...(cause && { cause }) };
}

const pageOf = ({ provisioningEvents: { nodes, pageInfo } }: ProvisioningEventsQuery): Page<LogEvent> => ({
  rows: nodes,
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

const mostLive = 500;

/** The log with what arrives while it is looked at, newest first. */
export function useLog(directoryId: string, search: DirectorySearch, language: string): Pages<LogEvent> & { stream: StreamState } {
  const { q, outcome, cause } = search;
  const where = useMemo(() => logWhere({ q, outcome, cause }), [q, outcome, cause]);
  const key = `${directoryId} ${JSON.stringify(where)}`;
  const [live, setLive] = useState<{ key: string; events: LogEvent[] }>({ key, events: [] });
  const stored = usePages(ProvisioningEventsDocument, { directoryId, where, first: 50 }, pageOf);
  const stream = useStream(
    FollowProvisioningDocument,
    { directoryId, where },
    language,
    useCallback(
      ({ provisioningEvents: event }: { provisioningEvents: LogEvent }) =>
        setLive((before) => ({ key, events: [event, ...(before.key === key ? before.events : [])].slice(0, mostLive) })),
      [key],
    ),
  );
  const { retry } = stored;
  useEffect(() => {
    // What arrived between the reading and the stream is in neither.
    if (stream === 'open') retry();
  }, [stream, retry]);
  const rows = useMemo(() => {
    const known = new Map((live.key === key ? live.events : []).map((event) => [event.id, event]));
    for (const event of stored.rows) known.set(event.id, event);
    return [...known.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  }, [live, key, stored.rows]);
  return { ...stored, rows, stream };
}

type Wire = Extract<NonNullable<ProvisioningEventQuery['node']>, { __typename: 'ProvisioningEvent' }>;

/** One event with what it changed. */
export function useLogEvent(id: string): Loaded<LogEventDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: ProvisioningEventDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  const node = data?.node?.__typename === 'ProvisioningEvent' && data.node.id === id ? (data.node as Wire) : null;
  return useLoaded({
    key: id,
    thing: node ? { ...node, history: node.changes?.map(lineOf) ?? null } : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

export type Bucket = ProvisioningTimelineQuery['provisioningTimeline'][number];

const hour = 3_600_000;
const spans = { day: 24 * hour, week: 7 * 24 * hour, month: 30 * 24 * hour };

/** The steps of a picture: hours of a day, days of a week or month. */
export function spanOf(span: DirectorySearch['span'], now: Date) {
  const to = new Date(Math.ceil(now.getTime() / hour) * hour);
  return {
    range: { from: new Date(to.getTime() - spans[span ?? 'day']).toISOString(), to: to.toISOString() },
    bucket: span ? ('DAY' as const) : ('HOUR' as const),
  };
}

export function useTimeline(directoryId: string, span: DirectorySearch['span']): Loaded<Bucket[]> {
  const [now] = useState(() => new Date());
  const variables = useMemo(() => ({ directoryId, ...spanOf(span, now) }), [directoryId, span, now]);
  const [{ data, error, fetching }, again] = useQuery({ query: ProvisioningTimelineDocument, variables, requestPolicy: 'cache-and-network' });
  return useLoaded({
    key: JSON.stringify(variables),
    thing: data?.provisioningTimeline ?? null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

/** A bucket in the three kinds that matter at a glance. */
export function kindsOf({ created, changed, deleted, previewed, refused, failed, read, unchanged }: Bucket) {
  return { changes: created + changed + deleted, failures: refused + failed, others: read + unchanged + previewed };
}

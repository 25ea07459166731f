import { useQuery } from 'urql';
import { JobProgressDocument, type JobProgressFragment } from '../gql/graphql';
import { useJobStreams } from './jobStream';

export type JobProgress = JobProgressFragment;

export const isOver = ({ state }: JobProgress): boolean => state === 'DONE' || state === 'FAILED' || state === 'CANCELLED';

/** How far a job is, followed until it is over; null while it isn't known, or without an id. */
export function useJobProgress(id: string | null): JobProgress | null {
  const [{ data }, again] = useQuery({ query: JobProgressDocument, variables: { id: id ?? '' }, pause: !id });
  const job = data?.node?.__typename === 'Job' && data.node.id === id ? data.node : null;
  const waiting = id !== null && !(job && isOver(job));
  const told = useJobStreams(waiting ? [id] : [], () => again({ requestPolicy: 'network-only' }));
  return (id !== null && waiting && told.get(id)) || job;
}

import { useEffect } from 'react';
import { useQuery } from 'urql';
import { JobProgressDocument, type JobProgressFragment } from '../gql/graphql';

export type JobProgress = JobProgressFragment;

/** A job goes on by itself; it is looked at this often, in milliseconds. */
const pace = 700;

export const isOver = ({ state }: JobProgress): boolean => state === 'DONE' || state === 'FAILED' || state === 'CANCELLED';

/** How far a job is, asked for until it is over; null while it isn't known, or without an id. */
export function useJobProgress(id: string | null): JobProgress | null {
  const [{ data }, again] = useQuery({ query: JobProgressDocument, variables: { id: id ?? '' }, pause: !id });
  const job = data?.node?.__typename === 'Job' && data.node.id === id ? data.node : null;
  const waiting = id !== null && !(job && isOver(job));
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setInterval(() => again({ requestPolicy: 'network-only' }), pace);
    return () => clearInterval(timer);
  }, [waiting, again]);
  return job;
}

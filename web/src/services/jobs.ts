import { useMemo } from 'react';
import { useClient, useQuery } from 'urql';
import {
  JobCancelDocument,
  JobDocument,
  JobRowsDocument,
  JobsDocument,
  type JobLineFragment,
  type JobOutcome,
  type JobRowsQuery,
  type JobsQuery,
} from '../gql/graphql';
import { canOf } from './ability';
import { useJobStreams } from './jobStream';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import type { JobsSearch } from './jobsSearch';
import { outcomeOf, type Outcome } from './save';

/** Work that outlasts a request. */
export type Job = JobLineFragment;

export const underWay = ({ state }: Job): boolean => state === 'QUEUED' || state === 'RUNNING';

/** How much is done, 0 to 100; null while nobody knows how much there is. */
export function shareOf({ state, total, progress }: Job): number | null {
  if (state === 'DONE') return 100;
  if (total == null) return null;
  return total === 0 ? 100 : Math.min(100, Math.floor((progress / total) * 100));
}

const pageOf = ({ jobs: { nodes, pageInfo } }: JobsQuery): Page<Job> => ({
  rows: nodes,
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

const whereOf = ({ kind, state, mine }: JobsSearch) => ({ ...(kind && { kinds: [kind] }), ...(state && { states: [state] }), ...(mine && { mine: true }) });

const idsOf = (jobs: readonly Job[]) => jobs.filter(underWay).map(({ id }) => id);

/** Jobs, newest first; those under way are followed by their streams. */
export function useJobs(search: JobsSearch): Pages<Job> {
  const jobs = usePages(JobsDocument, { first: 50, search: search.q ?? null, where: whereOf(search) }, pageOf);
  const told = useJobStreams(idsOf(jobs.rows), jobs.retry);
  const rows = useMemo(() => jobs.rows.map((job) => newer(job, told.get(job.id))), [jobs.rows, told]);
  return { ...jobs, rows };
}

/** What the list says of a job, or its stream, whichever is later: only what is under way is told. */
const newer = (job: Job, told: Job | undefined): Job => (told && underWay(job) ? told : job);

/** One job, followed until it ends. */
export function useJob(id: string): Loaded<Job> {
  const [{ data, error, fetching }, again] = useQuery({ query: JobDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  const job = data?.node?.__typename === 'Job' && data.node.id === id ? data.node : null;
  const retry = () => again({ requestPolicy: 'network-only' });
  const told = useJobStreams(job ? idsOf([job]) : [], retry);
  return useLoaded({ key: id, thing: job && newer(job, told.get(id)), error, answered: !fetching && data !== undefined, retry });
}

/** What became of one row. */
export interface JobRow {
  id: string;
  row: number;
  outcome: JobOutcome;
  field: string | null;
  message: string | null;
  targetId: string | null;
}

function rowsPage({ node }: JobRowsQuery): Page<JobRow> {
  const rows = node?.__typename === 'Job' ? node.rows : null;
  return {
    rows:
      rows?.nodes.map(({ row, outcome, field, message, targetId }) => ({
        ...{ id: String(row), row, outcome },
        ...{ field: field ?? null, message: message ?? null, targetId: targetId ?? null },
      })) ?? [],
    endCursor: rows?.pageInfo.endCursor ?? null,
    hasNextPage: rows?.pageInfo.hasNextPage ?? false,
  };
}

export const useJobRows = (id: string, outcome: JobOutcome | undefined): Pages<JobRow> =>
  usePages(JobRowsDocument, { id, first: 50, outcomes: outcome ? [outcome] : null }, rowsPage);

export const canCancel = ({ viewerCan }: Job) => canOf<'cancel'>(viewerCan)('cancel');

export function useCancelJob() {
  const client = useClient();
  return async (jobId: string): Promise<Outcome> => {
    const result = await client.mutation(JobCancelDocument, { input: { jobId } });
    return outcomeOf(result, result.data?.jobCancel);
  };
}

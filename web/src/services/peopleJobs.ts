import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import {
  PeopleJobCancelDocument,
  PeopleJobNowDocument,
  UsersExportDocument,
  UsersImportDocument,
  type FileFormat,
  type PeopleJobFragment,
  type PeopleJobNowQuery,
} from '../gql/graphql';
import { useJobStreams } from './jobStream';
import { outcomeOf, type Outcome } from './save';
import { whereOf, type UsersSearch } from './users';

/** How far a job over people is, and what became of its rows. */
export interface PeopleJob {
  id: string;
  state: PeopleJobFragment['state'];
  dryRun: boolean;
  total: number | null;
  progress: number;
  error: string | null;
  fileUrl: string | null;
  reportUrl: string | null;
  counts: { made: number; changed: number; waits: number; same: number; bad: number };
  /** The first hundred rows that were refused. */
  bad: readonly BadRow[];
}

export interface BadRow {
  row: number;
  field: string;
  message: string;
}

const nothing = { made: 0, changed: 0, waits: 0, same: 0, bad: 0 };

export function jobOf(wire: PeopleJobFragment): PeopleJob {
  const { id, state, dryRun, total, progress, error, fileUrl, reportUrl } = wire;
  return {
    ...{ id, state, dryRun, progress, counts: nothing, bad: [] },
    ...{ total: total ?? null, error: error ?? null, fileUrl: fileUrl ?? null, reportUrl: reportUrl ?? null },
  };
}

function nowOf({ node }: PeopleJobNowQuery): PeopleJob | null {
  if (node?.__typename !== 'Job') return null;
  const { made, changed, waits, same, bad } = node;
  return {
    ...jobOf(node),
    counts: { made: made.totalCount, changed: changed.totalCount, waits: waits.totalCount, same: same.totalCount, bad: bad.totalCount },
    bad: bad.nodes.map(({ row, field, message }) => ({ row, field: field ?? '', message: message ?? '' })),
  };
}

export const ended = ({ state }: PeopleJob): boolean => state === 'DONE' || state === 'FAILED' || state === 'CANCELLED';

/** Follows a job until it has ended; each time that its stream tells of it, its counts are asked for. */
export function useJobNow(started: PeopleJob | null): PeopleJob | null {
  const client = useClient();
  const [now, setNow] = useState<PeopleJob | null>(null);
  const id = started?.id;
  const present = now?.id === id ? now : started;
  const told = useJobStreams(present && !ended(present) ? [present.id] : [], () => undefined);
  const last = id ? told.get(id) : undefined;
  useEffect(() => {
    if (!id) return undefined;
    let left = false;
    void client
      .query(PeopleJobNowDocument, { id }, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data }) => {
        const seen = data && nowOf(data);
        if (seen && !left) setNow(seen);
      });
    return () => {
      left = true;
    };
  }, [client, id, last]);
  return present;
}

/** Sends a file beside GraphQL; its id is good for one import. */
async function upload(file: Blob): Promise<string | null> {
  try {
    const answer = await fetch('/graphql/files', { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream' } });
    return answer.ok ? ((await answer.json()) as { id: string }).id : null;
  } catch {
    return null;
  }
}

type Started = Outcome & { job: PeopleJob | null };
const lost: Started = { written: false, refusals: [], trouble: { kind: 'offline' }, job: null };

export interface Import {
  file: Blob;
  format: FileFormat;
  dryRun: boolean;
  /** Sends no WELCOME. */
  quiet: boolean;
}

export function usePeopleJobs() {
  const client = useClient();
  return {
    start: async ({ file, ...how }: Import): Promise<Started> => {
      const fileId = await upload(file);
      if (!fileId) return lost;
      const result = await client.mutation(UsersImportDocument, { input: { fileId, ...how } });
      const payload = result.data?.usersImport;
      return { ...outcomeOf(result, payload), job: payload?.job ? jobOf(payload.job) : null };
    },
    write: async (search: UsersSearch, format: FileFormat): Promise<Started> => {
      const result = await client.mutation(UsersExportDocument, { input: { format, search: search.q ?? null, where: whereOf(search) } });
      const payload = result.data?.usersExport;
      return { ...outcomeOf(result, payload), job: payload?.job ? jobOf(payload.job) : null };
    },
    stop: async (jobId: string): Promise<Outcome> => {
      const result = await client.mutation(PeopleJobCancelDocument, { input: { jobId } });
      return outcomeOf(result, result.data?.jobCancel);
    },
  };
}

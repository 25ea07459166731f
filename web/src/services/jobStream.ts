import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { FollowJobDocument, JobDocument, type JobLineFragment } from '../gql/graphql';
import { useEvery } from './every';
import { useStreams } from './stream';

/** A browser keeps six connections to a server; two stay free for what people do. */
const mostStreams = 3;

/** A stream that tells nothing for so long may be held back on its way, as proxies do: the job is asked about. */
const silence = 5000;

const isOver = ({ state }: JobLineFragment): boolean => state === 'DONE' || state === 'FAILED' || state === 'CANCELLED';

/**
 * Follows jobs by their streams until each is over, the first few at a time, and gives what each
 * last told; jobs whose streams are silent are asked about. `onOver` is called once a job, when its
 * report is whole.
 */
export function useJobStreams(ids: readonly string[], onOver: () => void): ReadonlyMap<string, JobLineFragment> {
  const { language } = useTranslation().i18n;
  const client = useClient();
  const heard = useRef(new Map<string, number>());
  const [told, setTold] = useState<ReadonlyMap<string, JobLineFragment>>(new Map());
  const waiting = ids.filter((id) => {
    const job = told.get(id);
    return !job || !isOver(job);
  });
  const take = (job: JobLineFragment) => {
    const known = told.get(job.id);
    if (known && (isOver(known) || known.progress > job.progress)) return;
    setTold((before) => new Map(before).set(job.id, job));
    if (isOver(job)) onOver();
  };
  useStreams(
    FollowJobDocument,
    waiting.slice(0, mostStreams).map((jobId) => ({ jobId })),
    language,
    ({ jobProgress: job }) => {
      heard.current.set(job.id, Date.now());
      take(job);
    },
  );
  useEvery(silence, waiting.length > 0, () => {
    for (const id of waiting.filter((one) => Date.now() - (heard.current.get(one) ?? 0) >= silence)) {
      void client
        .query(JobDocument, { id }, { requestPolicy: 'network-only' })
        .toPromise()
        .then(({ data }) => data?.node?.__typename === 'Job' && take(data.node));
    }
  });
  return told;
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FollowJobDocument, type JobLineFragment } from '../gql/graphql';
import { useStreams } from './stream';

/** A browser keeps six connections to a server; two stay free for what people do. */
const mostStreams = 3;

const isOver = ({ state }: JobLineFragment): boolean => state === 'DONE' || state === 'FAILED' || state === 'CANCELLED';

/**
 * Follows jobs by their streams until each is over, the first few at a time, and gives what each
 * last told. `onOver` is called once a job, when its report is whole.
 */
export function useJobStreams(ids: readonly string[], onOver: () => void): ReadonlyMap<string, JobLineFragment> {
  const { language } = useTranslation().i18n;
  const [told, setTold] = useState<ReadonlyMap<string, JobLineFragment>>(new Map());
  const waiting = ids.filter((id) => {
    const job = told.get(id);
    return !job || !isOver(job);
  });
  useStreams(
    FollowJobDocument,
    waiting.slice(0, mostStreams).map((jobId) => ({ jobId })),
    language,
    ({ jobProgress: job }) => {
      setTold((before) => new Map(before).set(job.id, job));
      if (isOver(job)) onOver();
    },
  );
  return told;
}

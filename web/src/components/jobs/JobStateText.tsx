import { useTranslation } from 'react-i18next';
import type { Job } from '../../services/jobs';
import { Status, type Tone } from '../Status';

const tones: Record<Job['state'], Tone> = { QUEUED: 'quiet', RUNNING: 'calm', DONE: 'good', FAILED: 'bad', CANCELLED: 'quiet' };

/** How far a job is, in a word. */
export function JobStateText({ job: { state, cancelling, refused } }: { job: Job }) {
  const { t } = useTranslation();
  if (cancelling && (state === 'RUNNING' || state === 'QUEUED')) return <Status tone="warn">{t('jobs.cancelling')}</Status>;
  if (state === 'DONE' && refused > 0) return <Status tone="warn">{t('jobs.doneRefused')}</Status>;
  return <Status tone={tones[state]}>{t(`jobs.state.${state}`)}</Status>;
}

import { expect, test } from 'vitest';
import { shareOf, type Job } from './jobs';

test.each([
  [{ state: 'QUEUED', total: null, progress: 0 }, null],
  [{ state: 'RUNNING', total: null, progress: 40 }, null],
  [{ state: 'RUNNING', total: 200, progress: 199 }, 99],
  [{ state: 'RUNNING', total: 0, progress: 0 }, 100],
  [{ state: 'RUNNING', total: 10, progress: 12 }, 100],
  [{ state: 'DONE', total: null, progress: 7 }, 100],
  [{ state: 'FAILED', total: 8, progress: 2 }, 25],
] as const)('%j is %s per cent', (job, share) => {
  expect(shareOf(job as unknown as Job)).toBe(share);
});

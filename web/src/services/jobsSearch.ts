import type { JobKind, JobOutcome, JobState } from '../gql/graphql';
import { listSearch, type ListSearch } from './listSearch';
import { flagIn, oneIn } from './search';

export const jobKinds = [
  'USERS_IMPORT',
  'USERS_EXPORT',
  'USERS_BULK_UPDATE',
  'HISTORY_EXPORT',
  'ACCESS_REVIEW_EXPORT',
  'DEALS_SUBMIT',
] as const satisfies readonly JobKind[];
export const jobStates = ['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const satisfies readonly JobState[];
export const jobOutcomes = ['REFUSED', 'CREATED', 'CHANGED', 'WAITS', 'UNCHANGED'] as const satisfies readonly JobOutcome[];

/** What the address of the list holds. */
export interface JobsSearch extends ListSearch {
  kind?: JobKind;
  state?: JobState;
  mine?: true;
  outcome?: JobOutcome;
}

export const jobsSearch = (raw: Record<string, unknown>): JobsSearch => ({
  ...listSearch(raw),
  kind: oneIn(jobKinds, raw['kind']),
  state: oneIn(jobStates, raw['state']),
  mine: flagIn(raw['mine']),
  outcome: oneIn(jobOutcomes, raw['outcome']),
});

import { useClient } from 'urql';
import { UsersBulkUpdateDocument, type UserBulkChangeInput, type UsersBulkUpdateMutation } from '../gql/graphql';
import { jobOf, type PeopleJob } from './peopleJobs';
import { outcomeOf, type Outcome } from './save';
import { whereOf, type UsersSearch } from './users';

export type BulkChange = UserBulkChangeInput;

/** Whom a change concerns: people by id, or all that a list finds. */
export type Whom = { ids: readonly string[] } | { search: UsersSearch };

/** What became, or would become, of one person. */
export interface BulkLine {
  id: string;
  name: string;
  outcome: 'CHANGED' | 'WAITS' | 'UNCHANGED' | 'REFUSED' | 'NOT_TRIED';
  reason: string;
}

export interface BulkReport {
  count: number;
  lines: BulkLine[];
  /** More people than one answer holds: the job that does it. */
  job: PeopleJob | null;
}

type Payload = UsersBulkUpdateMutation['usersBulkUpdate'];

export const reportOf = ({ count, results, job }: Payload): BulkReport => ({
  count,
  lines: results.map(({ user, outcome, userErrors }, index) => ({
    id: user?.id ?? String(index),
    name: user?.name ?? '–',
    outcome: outcome as BulkLine['outcome'],
    reason: userErrors.map(({ message }) => message).join(' '),
  })),
  job: job ? jobOf(job) : null,
});

const whomInput = (whom: Whom) =>
  'ids' in whom ? { userIds: [...whom.ids] } : { search: whom.search.q ?? null, where: whereOf(whom.search) };

/** Changes several people, or says what would happen. */
export function useBulk() {
  const client = useClient();
  return async (whom: Whom, change: BulkChange, dryRun: boolean): Promise<Outcome & { report: BulkReport | null }> => {
    const result = await client.mutation(UsersBulkUpdateDocument, { input: { ...whomInput(whom), change, dryRun } });
    const payload = result.data?.usersBulkUpdate;
    return { ...outcomeOf(result, payload), report: payload ? reportOf(payload) : null };
  };
}

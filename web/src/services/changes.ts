import { useMemo } from 'react';
import { useClient, useQuery } from 'urql';
import {
  PendingChangeConfirmDocument,
  PendingChangeRejectDocument,
  PendingChangesDocument,
  PendingChangeTotalDocument,
  type PendingChangeFragment,
  type PendingChangeKind,
  type PendingChangesQuery,
  type PendingChangeState,
} from '../gql/graphql';
import { canOf, type Can } from './ability';
import { valueOf, type Change } from './history';
import { usePages, type Page, type Pages } from './pages';
import { personOf, type Person } from './person';
import { outcomeOf, type Outcome } from './save';
import type { ChangesSearch } from './administration';

/** A change of limits or roles that a second person confirms. */
export interface AskedChange {
  id: string;
  version: number;
  at: string;
  kind: PendingChangeKind;
  state: PendingChangeState;
  person: Person | null;
  by: Person | null;
  decidedBy: Person | null;
  decidedAt: string | null;
  comment: string;
  changes: Change[];
  can: Can<'confirm' | 'reject'>;
}

const decided: PendingChangeState[] = ['CONFIRMED', 'REJECTED', 'VOID'];

const whereOf = ({ state, kind }: ChangesSearch) => ({ ...(state && { states: decided }), ...(kind && { kind }) });

export function changeOf({ changes, user, requestedBy, decidedBy, viewerCan, ...change }: PendingChangeFragment): AskedChange {
  return {
    ...{ id: change.id, version: change.version, at: change.createdAt, kind: change.kind, state: change.state, comment: change.comment },
    ...{ person: personOf(user), by: personOf(requestedBy), decidedBy: personOf(decidedBy), decidedAt: change.decidedAt ?? null },
    changes: changes.map(({ field, before, after }) => ({ field, before: valueOf(before), after: valueOf(after) })),
    can: canOf(viewerCan),
  };
}

const pageOf = ({ pendingChanges: { nodes, pageInfo } }: PendingChangesQuery): Page<AskedChange> => ({
  rows: nodes.map(changeOf),
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

export const useChanges = (search: ChangesSearch): Pages<AskedChange> => usePages(PendingChangesDocument, { first: 30, where: whereOf(search) }, pageOf);

export function useChangeTotal({ state, kind }: ChangesSearch): number | undefined {
  const variables = useMemo(() => ({ where: whereOf({ state, kind }) }), [state, kind]);
  const [{ data }] = useQuery({ query: PendingChangeTotalDocument, variables, requestPolicy: 'cache-and-network' });
  return data?.pendingChanges.totalCount;
}

export function useDecide() {
  const client = useClient();
  return {
    confirm: async ({ id, version }: AskedChange): Promise<Outcome> => {
      const result = await client.mutation(PendingChangeConfirmDocument, { input: { changeId: id, expectedVersion: version } });
      return outcomeOf(result, result.data?.pendingChangeConfirm);
    },
    reject: async ({ id, version }: AskedChange, comment: string): Promise<Outcome> => {
      const result = await client.mutation(PendingChangeRejectDocument, { input: { changeId: id, expectedVersion: version, comment } });
      return outcomeOf(result, result.data?.pendingChangeReject);
    },
  };
}

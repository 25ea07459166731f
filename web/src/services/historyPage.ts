import { useMemo } from 'react';
import { useClient, useQuery } from 'urql';
import {
  HistoryDocument,
  HistoryEntryDocument,
  HistoryExportDocument,
  HistoryPeopleDocument,
  NamedDocument,
  type HistoryQuery,
  type HistoryRowFragment,
  type HistoryWhere,
} from '../gql/graphql';
import { lineOf, type HistoryLine } from './history';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import type { Person } from './person';
import { outcomeOf, type Outcome } from './save';

/** One entry of the company's history, with who acted and on what. */
export interface HistoryRow extends HistoryLine {
  kind: string;
  actor: { id: string | null; name: string };
  onBehalfOf: Person | null;
  target: { id: string; name: string };
  status: string;
}

export interface HistoryDetails extends HistoryRow {
  requestId: string;
  /** Personal values were in it that are gone with the person they were of. */
  erased: boolean;
}

export function rowOf(wire: HistoryRowFragment): HistoryRow {
  return {
    ...lineOf(wire),
    kind: wire.actorKind,
    actor: { id: wire.actorId ?? null, name: wire.actorKind === 'SYSTEM' ? 'Mandate' : wire.actorName },
    onBehalfOf: wire.onBehalfOf ?? null,
    target: { id: wire.targetId, name: wire.targetName },
    status: wire.status,
  };
}

const pageOf = ({ history: { nodes, pageInfo } }: HistoryQuery): Page<HistoryRow> => ({
  rows: nodes.map(rowOf),
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

export const useHistory = (where: HistoryWhere): Pages<HistoryRow> => usePages(HistoryDocument, { first: 50, where }, pageOf);

/** One entry, whole. */
export function useHistoryEntry(id: string): Loaded<HistoryDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: HistoryEntryDocument, variables: { id } });
  const node = data?.node?.__typename === 'HistoryEntry' && data.node.id === id ? data.node : null;
  const thing = useMemo(() => node && { ...rowOf(node), requestId: node.requestId, erased: node.erased }, [node]);
  return useLoaded({ key: id, thing, error, answered: !fetching && data !== undefined, retry: () => again({ requestPolicy: 'network-only' }) });
}

const nobody: (Person & { email: string })[] = [];

/** People by words of their name, whoever is active or not. */
export function useHistoryPeople(search: string): (Person & { email: string })[] {
  const [{ data }] = useQuery({ query: HistoryPeopleDocument, variables: { search: search || null } });
  return data?.users.nodes ?? nobody;
}

/** The name of a person whose id an address holds; the id of one who is gone. */
export function useNameOf(id: string | undefined): string | null {
  const [{ data }] = useQuery({ query: NamedDocument, variables: { id: id ?? '' }, pause: !id });
  if (!id) return null;
  return data?.node && 'name' in data.node ? data.node.name : id;
}

/** Writes what the search finds to a signed file, as a job. */
export function useExportHistory() {
  const client = useClient();
  return async (where: HistoryWhere, opened: boolean): Promise<{ outcome: Outcome; jobId: string | null }> => {
    const result = await client.mutation(HistoryExportDocument, { input: { where, opened } });
    const started = result.data?.historyExport;
    return { outcome: outcomeOf(result, started), jobId: started?.job?.id ?? null };
  };
}

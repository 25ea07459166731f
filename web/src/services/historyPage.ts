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
import { addDays, isDate, type LocalDate } from './dates';
import { hiddenOf, type Hidden } from './hidden';
import { lineOf, type HistoryLine } from './history';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import type { Person } from './person';
import { outcomeOf, type Outcome } from './save';
import { listIn, oneIn, textIn } from './search';
import { instantIn } from './zone';

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

/** Kinds of things that history is about, by the prefix of their ids. */
export const targetKinds = [
  ...(['usr', 'deal', 'apr', 'ten', 'rol', 'key', 'acc', 'ctc', 'pfl', 'dir', 'grp'] as const),
  ...(['conn', 'dom', 'app', 'whk', 'job', 'mail', 'prd', 'brk', 'tsk'] as const),
] as const;

/** What the address of the page holds. */
export interface HistorySearch {
  hide?: Hidden;
  person?: string;
  actions?: string[];
  kind?: (typeof targetKinds)[number];
  target?: string;
  q?: string;
  from?: LocalDate;
  to?: LocalDate;
  export?: true;
}

const dateIn = (value: unknown): LocalDate | undefined => (typeof value === 'string' && isDate(value) ? value : undefined);

export const historySearch = (raw: Record<string, unknown>): HistorySearch => ({
  hide: hiddenOf(raw['hide']),
  person: textIn(raw['person']),
  actions: listIn(raw['actions']),
  kind: oneIn(targetKinds, raw['kind']),
  target: textIn(raw['target']),
  q: textIn(raw['q']),
  from: dateIn(raw['from']),
  to: dateIn(raw['to']),
  export: raw['export'] === true ? true : undefined,
});

export const isNarrowed = ({ person, actions, kind, target, q, from, to }: HistorySearch): boolean => Boolean(person ?? actions ?? kind ?? target ?? q ?? from ?? to);

/** Days are the company's: the last one is counted whole. */
export function whereOf({ person, actions, kind, target, q, from, to }: HistorySearch, zone: string): HistoryWhere {
  return {
    ...(person && { personId: person }),
    ...(actions && { actions }),
    ...(kind && { targetKind: kind }),
    ...(target && { targetId: target }),
    ...(q && { text: q }),
    ...(from && { from: instantIn(zone, `${from}T00:00`) }),
    ...(to && { to: instantIn(zone, `${addDays(to, 1)}T00:00`) }),
  };
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

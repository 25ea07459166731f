import { useMemo } from 'react';
import { useQuery } from 'urql';
import {
  DealsDocument,
  DealTotalDocument,
  type DealOrderField,
  type DealRowFragment,
  type DealsQuery,
  type DealStatus,
  type DealWhere,
  type Pipeline,
} from '../gql/graphql';
import { canOf, type Can } from './ability';
import type { Money } from './format';
import { hiddenOf, type Hidden } from './hidden';
import { kept } from './kept';
import type { Sort } from './order';
import { usePages, type Page, type Pages } from './pages';
import { personOf, type Person } from './person';

/** What may be done with a deal. */
export type DealAction =
  | 'update'
  | 'figures'
  | 'status'
  | 'authorityStep'
  | 'assign'
  | 'pickUp'
  | 'unassign'
  | 'release'
  | 'undelegate'
  | 'requestApproval';

/** A deal as a list shows it. */
export interface DealRow {
  id: string;
  version: number;
  reference: string;
  status: DealStatus;
  submittedAt: string;
  location: string | null;
  propertyType: string | null;
  loanAmount: Money;
  owner: Person | null;
  /** The last delegate, or the owner; nobody on a closed deal. */
  acting: Person | null;
  held: boolean;
  stalled: boolean;
  blocked: boolean;
  /** Only where it was asked for, which lists do where something can be done from the row. */
  can: Can<DealAction>;
}

/** What the address of the list holds; left out means all deals, newest first. */
export interface DealsSearch {
  pipeline?: Pipeline;
  /** Of the team pipeline: only these direct reports. */
  members?: string[];
  q?: string;
  status?: DealStatus;
  only?: Only;
  sort?: DealOrderField;
  asc?: true;
  /** Columns that are hidden. */
  hide?: Hidden;
}

export const pipelines: readonly Pipeline[] = ['MINE', 'TEAM', 'UNASSIGNED', 'ALL'];

export const dealStatuses: readonly DealStatus[] = [
  'NEW',
  'IN_REVIEW',
  'PENDING',
  'CONDITIONALLY_APPROVED',
  'FUNDED',
  'DECLINED',
  'CANCELLED',
];

/** What needs somebody's eye. */
export type Only = 'stalled' | 'held' | 'delegated';
export const onlys: readonly Only[] = ['stalled', 'held', 'delegated'];

const fields: readonly DealOrderField[] = ['CREATED_AT', 'LOAN_AMOUNT', 'OWNER', 'REFERENCE', 'STATUS'];

const oneOf = <Value extends string>(values: readonly Value[], value: unknown) => values.find((known) => known === value);

/** Reads the address; what makes no sense there is left out. */
export function dealsSearch(raw: Record<string, unknown>): DealsSearch {
  return {
    pipeline: oneOf(pipelines, raw['pipeline']),
    q: typeof raw['q'] === 'string' || typeof raw['q'] === 'number' ? String(raw['q']) || undefined : undefined,
    members: idsOf(raw['members']),
    status: oneOf(dealStatuses, raw['status']),
    only: oneOf(onlys, raw['only']),
    sort: oneOf(fields, raw['sort']),
    asc: raw['asc'] === true ? true : undefined,
    hide: hiddenOf(raw['hide']),
  };
}

function idsOf(raw: unknown): string[] | undefined {
  const ids = Array.isArray(raw) ? raw.filter((id): id is string => typeof id === 'string') : [];
  return ids.length > 0 ? ids : undefined;
}

export const dealSortOf = ({ sort, asc }: DealsSearch): Sort<DealOrderField> => ({ by: sort ?? 'CREATED_AT', desc: !asc });

export function dealWhere({ status, only }: DealsSearch): DealWhere {
  return { ...(status && { statuses: [status] }), ...(only && { [only]: true }) };
}

const membersOf = ({ pipeline, members }: DealsSearch) => (pipeline === 'TEAM' ? (members ?? null) : null);

type Wire = DealRowFragment & { version: number; viewerCan?: Parameters<typeof canOf>[0] };

export function dealRowOf(deal: Wire): DealRow {
  const { id, version, reference, status, createdAt, location, propertyType, loanAmount, owner, actingUser, held, stalled, blocked } = deal;
  return {
    ...{ id, version, reference, status, loanAmount, held, stalled, blocked },
    submittedAt: createdAt,
    location: location ?? null,
    propertyType: propertyType ?? null,
    owner: personOf(owner),
    acting: personOf(actingUser),
    can: canOf(deal.viewerCan),
  };
}

const keptRow = kept(dealRowOf);

const pageOf = ({ deals }: DealsQuery): Page<DealRow> => ({
  rows: deals.nodes.map(keptRow),
  endCursor: deals.pageInfo.endCursor ?? null,
  hasNextPage: deals.pageInfo.hasNextPage,
});

export function useDeals(search: DealsSearch): Pages<DealRow> {
  const { by, desc } = dealSortOf(search);
  const orderBy = { field: by, direction: desc ? ('DESC' as const) : ('ASC' as const) };
  const pipeline = search.pipeline ?? 'ALL';
  const narrowed = { search: search.q ?? null, where: dealWhere(search), memberIds: membersOf(search) };
  // Only the unassigned can be taken from their row.
  return usePages(DealsDocument, { pipeline, first: 60, ...narrowed, orderBy, abilities: pipeline === 'UNASSIGNED' }, pageOf);
}

/** How many deals there are in all; rows do not wait for it. */
export function useDealTotal(search: DealsSearch): number | undefined {
  const key = JSON.stringify([search.pipeline ?? 'ALL', search.q ?? null, dealWhere(search), membersOf(search)]);
  const variables = useMemo(() => {
    const [pipeline, words, where, memberIds] = JSON.parse(key) as [Pipeline, string | null, DealWhere, string[] | null];
    return { pipeline, search: words, where, memberIds };
  }, [key]);
  const [{ data }] = useQuery({ query: DealTotalDocument, variables, requestPolicy: 'cache-and-network' });
  return data?.deals.totalCount;
}

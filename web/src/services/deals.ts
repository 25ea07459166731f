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
import type { Money } from './format';
import type { Sort } from './order';
import { usePages, type Page, type Pages } from './pages';

/** A deal as a list shows it. */
export interface DealRow {
  id: string;
  reference: string;
  status: DealStatus;
  submittedAt: string;
  location: string | null;
  propertyType: string | null;
  loanAmount: Money;
  owner: { id: string; name: string } | null;
  held: boolean;
  stalled: boolean;
  blocked: boolean;
}

/** What the address of the list holds; left out means all deals, newest first. */
export interface DealsSearch {
  pipeline?: Pipeline;
  q?: string;
  status?: DealStatus;
  sort?: DealOrderField;
  asc?: true;
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

const fields: readonly DealOrderField[] = ['CREATED_AT', 'LOAN_AMOUNT', 'OWNER', 'REFERENCE'];

const oneOf = <Value extends string>(values: readonly Value[], value: unknown) => values.find((known) => known === value);

/** Reads the address; what makes no sense there is left out. */
export function dealsSearch(raw: Record<string, unknown>): DealsSearch {
  return {
    pipeline: oneOf(pipelines, raw['pipeline']),
    q: typeof raw['q'] === 'string' || typeof raw['q'] === 'number' ? String(raw['q']) || undefined : undefined,
    status: oneOf(dealStatuses, raw['status']),
    sort: oneOf(fields, raw['sort']),
    asc: raw['asc'] === true ? true : undefined,
  };
}

export const dealSortOf = ({ sort, asc }: DealsSearch): Sort<DealOrderField> => ({ by: sort ?? 'CREATED_AT', desc: !asc });

export function dealWhere({ status }: DealsSearch): DealWhere {
  return status ? { statuses: [status] } : {};
}

export function dealRowOf(deal: DealRowFragment): DealRow {
  const { id, reference, status, createdAt, location, propertyType, loanAmount, owner, held, stalled, blocked } = deal;
  return {
    ...{ id, reference, status, loanAmount, held, stalled, blocked },
    submittedAt: createdAt,
    location: location ?? null,
    propertyType: propertyType ?? null,
    owner: owner ?? null,
  };
}

const pageOf = ({ deals }: DealsQuery): Page<DealRow> => ({
  rows: deals.nodes.map(dealRowOf),
  endCursor: deals.pageInfo.endCursor ?? null,
  hasNextPage: deals.pageInfo.hasNextPage,
});

export function useDeals(search: DealsSearch): Pages<DealRow> {
  const { by, desc } = dealSortOf(search);
  const orderBy = { field: by, direction: desc ? ('DESC' as const) : ('ASC' as const) };
  const pipeline = search.pipeline ?? 'ALL';
  return usePages(DealsDocument, { pipeline, first: 60, search: search.q ?? null, where: dealWhere(search), orderBy }, pageOf);
}

/** How many deals there are in all; rows do not wait for it. */
export function useDealTotal({ pipeline, q, status }: DealsSearch): number | undefined {
  const variables = useMemo(
    () => ({ pipeline: pipeline ?? ('ALL' as const), search: q ?? null, where: dealWhere({ status }) }),
    [pipeline, q, status],
  );
  const [{ data }] = useQuery({ query: DealTotalDocument, variables, requestPolicy: 'cache-and-network' });
  return data?.deals.totalCount;
}

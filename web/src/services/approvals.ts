import { useMemo } from 'react';
import { useQuery } from 'urql';
import {
  ApprovalDocument,
  ApprovalsDocument,
  ApprovalTotalDocument,
  type ApprovalQuery,
  type ApprovalsQuery,
  type ApprovalWhere,
} from '../gql/graphql';
import { approvalOf, type Approval } from './approval';
import { dealOf, type DealDetails } from './deal';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';

export interface ApprovalDetails extends Omit<Approval, 'deal'> {
  deal: DealDetails | null;
}

/** What the address of the page holds; left out means those that wait for the viewer. */
export interface ApprovalsSearch {
  view?: 'asked' | 'all';
  open?: true;
}

export function approvalsSearch(raw: Record<string, unknown>): ApprovalsSearch {
  const view = raw['view'];
  return { view: view === 'asked' || view === 'all' ? view : undefined, open: raw['open'] === true ? true : undefined };
}

export function approvalWhere({ view, open }: ApprovalsSearch): ApprovalWhere {
  if (!view) return { waitingForMe: true };
  return { ...(view === 'asked' && { askedByMe: true }), ...(open && { states: ['PENDING', 'UNROUTED'] }) };
}

const pageOf = ({ approvals }: ApprovalsQuery): Page<Approval> => ({
  rows: approvals.nodes.map(approvalOf),
  endCursor: approvals.pageInfo.endCursor ?? null,
  hasNextPage: approvals.pageInfo.hasNextPage,
});

export function useApprovals(search: ApprovalsSearch): Pages<Approval> {
  return usePages(ApprovalsDocument, { first: 60, where: approvalWhere(search) }, pageOf);
}

/** How many there are in all; also what the navigation counts. */
export function useApprovalTotal(search: ApprovalsSearch, pause = false): number | undefined {
  const { view, open } = search;
  const variables = useMemo(() => ({ where: approvalWhere({ view, open }) }), [view, open]);
  const [{ data }] = useQuery({ query: ApprovalTotalDocument, variables, requestPolicy: 'cache-and-network', pause });
  return data?.approvals.totalCount;
}

type Node = NonNullable<ApprovalQuery['node']>;
type Wire = Extract<Node, { __typename: 'ApprovalRequest' }>;

const isRequest = (node: Node | null | undefined): node is Wire => node?.__typename === 'ApprovalRequest';

/** One request with its deal; in trouble `absent` when there is none that the viewer may see. */
export function useApproval(id: string): Loaded<ApprovalDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: ApprovalDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  const present = isRequest(data?.node) && data.node.id === id ? data.node : null;
  return useLoaded({
    key: id,
    thing: present ? { ...approvalOf(present), deal: present.deal ? dealOf(present.deal) : null } : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

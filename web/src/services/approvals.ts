import { useQuery } from 'urql';
import {
  ApprovalDocument,
  ApprovalsDocument,
  type ApprovalQuery,
  type ApprovalsQuery,
} from '../gql/graphql';
import { approvalOf, type Approval } from './approval';
import { dealOf, type DealDetails } from './deal';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import { approvalWhere, type ApprovalsSearch } from './approvalsSearch';

export * from './approvalsSearch';
export * from './approvalTotal';

export interface ApprovalDetails extends Omit<Approval, 'deal'> {
  deal: DealDetails | null;
}

const pageOf = ({ approvals }: ApprovalsQuery): Page<Approval> => ({
  rows: approvals.nodes.map(approvalOf),
  endCursor: approvals.pageInfo.endCursor ?? null,
  hasNextPage: approvals.pageInfo.hasNextPage,
});

export function useApprovals(search: ApprovalsSearch): Pages<Approval> {
  return usePages(ApprovalsDocument, { first: 60, where: approvalWhere(search) }, pageOf);
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

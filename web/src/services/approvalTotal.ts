import { useMemo } from 'react';
import { useQuery } from 'urql';
import { ApprovalTotalDocument } from '../gql/graphql';
import { approvalWhere, type ApprovalsSearch } from './approvalsSearch';

/** How many there are in all; also what the navigation counts. */
export function useApprovalTotal(search: ApprovalsSearch, pause = false): number | undefined {
  const { view, open } = search;
  const variables = useMemo(() => ({ where: approvalWhere({ view, open }) }), [view, open]);
  const [{ data }] = useQuery({ query: ApprovalTotalDocument, variables, requestPolicy: 'cache-and-network', pause });
  return data?.approvals.totalCount;
}

import { useMemo } from 'react';
import { useQuery } from 'urql';
import { ApprovalTotalDocument, type ApprovalWhere } from '../gql/graphql';
import { approvalWhere, type ApprovalsSearch } from './approvalsSearch';

/** How many there are in all; also what the navigation counts. */
export function useApprovalTotal(search: ApprovalsSearch, pause = false): number | undefined {
  const key = JSON.stringify(approvalWhere(search));
  const variables = useMemo(() => ({ where: JSON.parse(key) as ApprovalWhere }), [key]);
  const [{ data }] = useQuery({ query: ApprovalTotalDocument, variables, requestPolicy: 'cache-and-network', pause });
  return data?.approvals.totalCount;
}

import { useClient } from 'urql';
import { ApprovalDecideDocument, ApprovalRequestDocument, ApprovalRerouteDocument } from '../gql/graphql';
import { outcomeOf, type Outcome } from './save';

/** Asking for approval, asking somebody else, and deciding; each says whether it was written. */
export function useApprovalChanges() {
  const client = useClient();
  return {
    ask: async (deal: { id: string; version: number }, approverIds: string[], comment: string): Promise<Outcome> => {
      const result = await client.mutation(ApprovalRequestDocument, {
        input: { dealId: deal.id, expectedVersion: deal.version, approverIds, comment },
      });
      return outcomeOf(result, result.data?.approvalRequest);
    },
    reroute: async (request: { id: string; version: number }, approverIds: string[], comment: string): Promise<Outcome> => {
      const result = await client.mutation(ApprovalRerouteDocument, {
        input: { requestId: request.id, expectedVersion: request.version, approverIds, comment },
      });
      return outcomeOf(result, result.data?.approvalReroute);
    },
    decide: async (requestId: string, deal: { version: number }, verdict: 'APPROVE' | 'DECLINE', comment: string): Promise<Outcome> => {
      const result = await client.mutation(ApprovalDecideDocument, {
        input: { requestId, expectedDealVersion: deal.version, verdict, comment },
      });
      return outcomeOf(result, result.data?.approvalDecide);
    },
  };
}

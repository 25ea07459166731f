import { useClient } from 'urql';
import {
  DealAssignDocument,
  DealPickUpDocument,
  DealReleaseDocument,
  DealStatusSetDocument,
  DealUnassignDocument,
  DealUndelegateDocument,
  DealUpdateDocument,
  type DealStatus,
  type DealUpdateInput,
} from '../gql/graphql';
import { outcomeOf, type Outcome } from './save';

type Figures = Pick<DealUpdateInput, 'facilities' | 'existingRetail' | 'existingBusiness' | 'discretionBps' | 'comment'>;

/** What can be done with a deal; each says whether it was written. */
export function useDealChanges(deal: { id: string; version: number }) {
  const client = useClient();
  const { id: dealId, version: expectedVersion } = deal;
  const move = { dealId, expectedVersion };
  return {
    pickUp: async (): Promise<Outcome> => {
      const result = await client.mutation(DealPickUpDocument, { input: move });
      return outcomeOf(result, result.data?.dealPickUp);
    },
    assign: async (userId: string, comment: string): Promise<Outcome> => {
      const result = await client.mutation(DealAssignDocument, { input: { ...move, userId, comment } });
      return outcomeOf(result, result.data?.dealAssign);
    },
    unassign: async (): Promise<Outcome> => {
      const result = await client.mutation(DealUnassignDocument, { input: move });
      return outcomeOf(result, result.data?.dealUnassign);
    },
    release: async (): Promise<Outcome> => {
      const result = await client.mutation(DealReleaseDocument, { input: move });
      return outcomeOf(result, result.data?.dealRelease);
    },
    undelegate: async (): Promise<Outcome> => {
      const result = await client.mutation(DealUndelegateDocument, { input: move });
      return outcomeOf(result, result.data?.dealUndelegate);
    },
    setStatus: async (status: DealStatus, comment: string): Promise<Outcome> => {
      const result = await client.mutation(DealStatusSetDocument, { input: { ...move, status, comment } });
      return outcomeOf(result, result.data?.dealStatusSet);
    },
    setFigures: async (figures: Figures, version: number): Promise<Outcome> => {
      const result = await client.mutation(DealUpdateDocument, { input: { dealId, expectedVersion: version, ...figures } });
      return outcomeOf(result, result.data?.dealUpdate);
    },
  };
}

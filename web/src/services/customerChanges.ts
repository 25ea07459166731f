import { useClient } from 'urql';
import {
  CustomerAccountCreateDocument,
  CustomerAccountUpdateDocument,
  CustomerContactCreateDocument,
  CustomerContactLinkDocument,
  CustomerContactRemoveDocument,
  CustomerContactUpdateDocument,
  PortfolioCreateDocument,
  PortfolioUpdateDocument,
  type CustomerAccountCreateInput,
  type CustomerAccountUpdateInput,
  type CustomerContactCreateInput,
  type CustomerContactLinkInput,
  type CustomerContactUpdateInput,
  type PortfolioCreateInput,
  type PortfolioUpdateInput,
} from '../gql/graphql';
import { outcomeOf, type Outcome } from './save';

/** What can be done to customers and their contacts; each says whether it was written. */
export function useCustomerChanges() {
  const client = useClient();
  return {
    create: async (input: CustomerAccountCreateInput): Promise<{ outcome: Outcome; id: string | null }> => {
      const result = await client.mutation(CustomerAccountCreateDocument, { input });
      const made = result.data?.customerAccountCreate;
      return { outcome: outcomeOf(result, made), id: made?.account?.id ?? null };
    },
    update: async (input: CustomerAccountUpdateInput): Promise<Outcome> => {
      const result = await client.mutation(CustomerAccountUpdateDocument, { input });
      return outcomeOf(result, result.data?.customerAccountUpdate);
    },
    addContact: async (input: CustomerContactCreateInput): Promise<Outcome> => {
      const result = await client.mutation(CustomerContactCreateDocument, { input });
      return outcomeOf(result, result.data?.customerContactCreate);
    },
    linkContact: async (input: CustomerContactLinkInput): Promise<Outcome> => {
      const result = await client.mutation(CustomerContactLinkDocument, { input });
      return outcomeOf(result, result.data?.customerContactLink);
    },
    updateContact: async (input: CustomerContactUpdateInput): Promise<Outcome> => {
      const result = await client.mutation(CustomerContactUpdateDocument, { input });
      return outcomeOf(result, result.data?.customerContactUpdate);
    },
    removeContact: async (contactId: string, expectedVersion: number): Promise<Outcome> => {
      const result = await client.mutation(CustomerContactRemoveDocument, { input: { contactId, expectedVersion } });
      return outcomeOf(result, result.data?.customerContactRemove);
    },
    addPortfolio: async (input: PortfolioCreateInput): Promise<Outcome> => {
      const result = await client.mutation(PortfolioCreateDocument, { input });
      return outcomeOf(result, result.data?.portfolioCreate);
    },
    updatePortfolio: async (input: PortfolioUpdateInput): Promise<Outcome> => {
      const result = await client.mutation(PortfolioUpdateDocument, { input });
      return outcomeOf(result, result.data?.portfolioUpdate);
    },
  };
}

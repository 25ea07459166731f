import { useMemo } from 'react';
import { useQuery } from 'urql';
import {
  ContactRecipientsDocument,
  CustomerAccountsDocument,
  CustomerCandidatesDocument,
  CustomerContactDocument,
  CustomerContactsDocument,
  CustomerDocument,
  CustomerTotalDocument,
  type ContactPurpose,
  type ContactRecipientsQuery,
  type ContactRowFragment,
  type CustomerAccountsQuery,
  type CustomerContactsQuery,
  type CustomerDetailsFragment,
  type CustomerRowFragment,
} from '../gql/graphql';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import type { Person } from './person';
import type { CustomersSearch } from './customersSearch';

/** A customer of the company (section 14). */
export type Customer = CustomerRowFragment;
export type CustomerDetails = CustomerDetailsFragment;
export type Portfolio = CustomerDetails['portfolios'][number];

/** A person known to a customer, with or without a login. */
export type Contact = ContactRowFragment;

export const nameOf = ({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>): string => `${firstName} ${lastName}`.trim();

const accountsPage = ({ customerAccounts: { nodes, pageInfo } }: CustomerAccountsQuery): Page<Customer> => ({
  rows: nodes,
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

const contactsPage = ({ customerContacts: { nodes, pageInfo } }: CustomerContactsQuery): Page<Contact> => ({
  rows: nodes,
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

export const useCustomers = ({ q }: CustomersSearch): Pages<Customer> => usePages(CustomerAccountsDocument, { first: 60, search: q ?? null }, accountsPage);

export function useCustomerTotal({ q }: CustomersSearch): number | undefined {
  const [{ data }] = useQuery({ query: CustomerTotalDocument, variables: { search: q ?? null }, requestPolicy: 'cache-and-network' });
  return data?.customerAccounts.totalCount;
}

export function useCustomer(id: string): Loaded<CustomerDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: CustomerDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  return useLoaded({
    key: id,
    thing: data?.node?.__typename === 'CustomerAccount' && data.node.id === id ? data.node : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

export const useContacts = (accountId: string, search: string | undefined): Pages<Contact> =>
  usePages(CustomerContactsDocument, { accountId, search: search ?? null, first: 50 }, contactsPage);

export function useContact(id: string): Loaded<Contact> {
  const [{ data, error, fetching }, again] = useQuery({ query: CustomerContactDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  return useLoaded({
    key: id,
    thing: data?.node?.__typename === 'CustomerContact' && data.node.id === id ? data.node : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

const nobody: (Person & { email: string })[] = [];

/** People with platform access who are no contacts of this customer yet (CO-4). */
export function useCandidates(accountId: string, search: string): (Person & { email: string })[] {
  const [{ data }] = useQuery({ query: CustomerCandidatesDocument, variables: { accountId, search: search || null }, requestPolicy: 'cache-and-network' });
  return data?.customerCandidates.nodes ?? nobody;
}

export const purposes = ['INVOICE', 'CASE_AUTOMATION', 'CASE_INBOX'] as const satisfies readonly ContactPurpose[];

export type Recipient = ContactRecipientsQuery['contactRecipients'][number];

/** Who receives a message, in order (CO-8). */
export function useRecipients(accountId: string, purpose: ContactPurpose, portfolioId: string | null): Loaded<Recipient[]> {
  const variables = useMemo(() => ({ accountId, purpose, portfolioId }), [accountId, purpose, portfolioId]);
  const [{ data, error, fetching }, again] = useQuery({ query: ContactRecipientsDocument, variables, pause: purpose === 'CASE_INBOX' && !portfolioId, requestPolicy: 'cache-and-network' });
  return useLoaded({
    key: JSON.stringify(variables),
    thing: data?.contactRecipients ?? null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

import { useQuery } from 'urql';
import {
  ConnectionDocument,
  ConnectionsDocument,
  ConnectionWizardDocument,
  DomainsDocument,
  type CertificateLineFragment,
  type ConnectionDetailsFragment,
  type ConnectionRowFragment,
  type ConnectionsQuery,
  type DomainLineFragment,
  type DomainsQuery,
  type TestRunLineFragment,
} from '../gql/graphql';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import type { Vendor } from './connectionSearch';

export * from './connectionSearch';

/** One way to sign in, as the list shows it. */
export type ConnectionRow = ConnectionRowFragment;
export type ConnectionDetails = ConnectionDetailsFragment;
export type Certificate = CertificateLineFragment;
export type Domain = DomainLineFragment;
export type TestRun = TestRunLineFragment;
export type SetupLink = ConnectionDetails['setupLinks'][number];
function pageOf<Row>({ nodes, pageInfo }: { nodes: Row[]; pageInfo: { endCursor?: string | null; hasNextPage: boolean } }): Page<Row> {
  return { rows: nodes, endCursor: pageInfo.endCursor ?? null, hasNextPage: pageInfo.hasNextPage };
}

const connectionsPage = ({ ssoConnections }: ConnectionsQuery): Page<ConnectionRow> => pageOf(ssoConnections);
const domainsPage = ({ domains }: DomainsQuery): Page<Domain> => pageOf(domains);

export const useConnections = (): Pages<ConnectionRow> => usePages(ConnectionsDocument, { first: 50 }, connectionsPage);
export const useDomains = (): Pages<Domain> => usePages(DomainsDocument, { first: 50 }, domainsPage);

/** One connection; in trouble `absent` when there is none that the viewer may see. */
export function useConnection(id: string): Loaded<ConnectionDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: ConnectionDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  const node = data?.node;
  return useLoaded({
    key: id,
    thing: node?.__typename === 'SsoConnection' && node.id === id ? node : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

export interface WizardValue {
  label: string;
  value: string;
}

const none: WizardValue[] = [];

/** What to paste into the IdP, under the names that it gives the fields. */
export function useWizard(id: string, vendor: Vendor): WizardValue[] {
  const [{ data }] = useQuery({ query: ConnectionWizardDocument, variables: { id, vendor } });
  return data?.node?.__typename === 'SsoConnection' ? data.node.wizard : none;
}

/** The certificate that ends first, if any. */
export function firstToEnd(certificates: readonly Certificate[]): Certificate | null {
  return certificates.reduce<Certificate | null>((found, one) => (found && found.notAfter <= one.notAfter ? found : one), null);
}

/** Days until an instant, rounded down; negative once it is past. */
export const daysUntil = (instant: string, now = new Date()): number => Math.floor((Date.parse(instant) - now.getTime()) / 86_400_000);

/** From how many days before its end a certificate is worth a warning. */
export const warnDays = 60;

/** Links that can still be used. */
export const openLinks = (links: readonly SetupLink[], now = new Date()): SetupLink[] =>
  links.filter(({ usedAt, revokedAt, expiresAt }) => !usedAt && !revokedAt && new Date(expiresAt) > now);

/** The fields of a person that an IdP's attribute or claim can be named for. */
export const mappedFields = ['userName', 'email', 'firstName', 'lastName', 'emailVerified', 'groups'] as const;
export type MappedField = (typeof mappedFields)[number];

export type Mapping = Record<MappedField, string>;

/** A mapping with an empty name where the usual ones count. */
export function mappingOf(sent: ConnectionDetails['mapping']): Mapping {
  const named = new Map(sent.map(({ field, name }) => [field, name]));
  return Object.fromEntries(mappedFields.map((field) => [field, named.get(field) ?? ''])) as Mapping;
}

/** What is sent of a mapping: the fields that have a name. */
export const namedFields = (mapping: Mapping): { field: MappedField; name: string }[] =>
  mappedFields.flatMap((field) => (mapping[field].trim() ? [{ field, name: mapping[field].trim() }] : []));

import { useQuery } from 'urql';
import {
  BrakePeopleDocument,
  DeadEventsDocument,
  DirectoriesDocument,
  DirectoryConflictsDocument,
  DirectoryDocument,
  DirectoryGroupsDocument,
  type DeadEventsQuery,
  type DirectoriesQuery,
  type DirectoryConflictsQuery,
  type DirectoryDetailsFragment,
  type DirectoryGroupsQuery,
  type DirectoryRowFragment,
} from '../gql/graphql';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import type { Person } from './person';

export * from './directorySearch';

/** One IdP that provisions, as the list shows it. */
export type DirectoryRow = DirectoryRowFragment;
export type DirectoryDetails = DirectoryDetailsFragment;
export type Health = DirectoryRow['health'];
export type Credential = DirectoryDetails['tokens'][number] | DirectoryDetails['clients'][number];
export type Stream = DirectoryDetails['eventStreams'][number];
export type DirectoryGroup = DirectoryGroupsQuery['groups']['nodes'][number];
export type Conflict = DirectoryConflictsQuery['directoryConflicts']['nodes'][number];
export type DeadEvent = DeadEventsQuery['deadEvents']['nodes'][number];

const directoriesPage = ({ directories }: DirectoriesQuery): Page<DirectoryRow> => pageOf(directories);
const groupsPage = ({ groups }: DirectoryGroupsQuery): Page<DirectoryGroup> => pageOf(groups);
const conflictsPage = ({ directoryConflicts }: DirectoryConflictsQuery): Page<Conflict> => pageOf(directoryConflicts);
const deadPage = ({ deadEvents }: DeadEventsQuery): Page<DeadEvent> => pageOf(deadEvents);

function pageOf<Row>({ nodes, pageInfo }: { nodes: Row[]; pageInfo: { endCursor?: string | null; hasNextPage: boolean } }): Page<Row> {
  return { rows: nodes, endCursor: pageInfo.endCursor ?? null, hasNextPage: pageInfo.hasNextPage };
}

export const useDirectories = (): Pages<DirectoryRow> => usePages(DirectoriesDocument, { first: 50 }, directoriesPage);

export const useDirectoryGroups = (directoryId: string, search: string): Pages<DirectoryGroup> =>
  usePages(DirectoryGroupsDocument, { directoryId, first: 50, search: search || null }, groupsPage);

export const useConflicts = (directoryId: string): Pages<Conflict> => usePages(DirectoryConflictsDocument, { directoryId, first: 50 }, conflictsPage);

export const useDeadEvents = (streamId: string): Pages<DeadEvent> => usePages(DeadEventsDocument, { streamId, first: 20 }, deadPage);

/** One directory; in trouble `absent` when there is none that the viewer may see. */
export function useDirectory(id: string): Loaded<DirectoryDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: DirectoryDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  return useLoaded({
    key: id,
    thing: data?.directory?.id === id ? data.directory : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

const nobody: Person[] = [];

/** Who is in a mass deactivation: the first hundred. */
export function useBrakePeople(id: string): Person[] {
  const [{ data }] = useQuery({ query: BrakePeopleDocument, variables: { id } });
  return data?.node?.__typename === 'Brake' ? data.node.people : nobody;
}

/** Credentials that are good now, oldest first: the old one and the new one while they are changed. */
export function goodOnes<One extends Credential>(all: readonly One[], now = new Date()): One[] {
  return all.filter(({ revokedAt, expiresAt }) => !revokedAt && (!expiresAt || new Date(expiresAt) > now)).toReversed();
}

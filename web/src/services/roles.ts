import { useQuery } from 'urql';
import {
  PermissionCatalogueDocument,
  RoleDocument,
  RoleHoldersDocument,
  RoleListDocument,
  type PermissionCatalogueQuery,
  type RoleDetailsFragment,
  type RoleHolderFragment,
  type RoleHoldersQuery,
  type RoleListQuery,
  type RoleRowFragment,
} from '../gql/graphql';
import { canOf, type Can } from './ability';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import { startingOf, type Starting } from './starting';

/** A role as the list shows it. */
export interface RoleRow {
  id: string;
  version: number;
  name: string;
  permissions: readonly string[];
  /** Names of the roles that its holders may grant. */
  grants: readonly string[];
  preset: boolean;
  grantable: boolean;
  members: number;
  can: Can<'update' | 'delete' | 'copy' | 'grant'>;
}

export interface RoleDetails extends RoleRow {
  starting: Starting;
}

export type PermissionGroup = PermissionCatalogueQuery['permissions'][number];

/** Who holds a role, and from where. */
export interface RoleHolder {
  id: string;
  version: number;
  name: string;
  email: string;
  active: boolean;
  /** Ids of the roles that administrators gave. */
  given: string[];
  /** The groups through which each role comes, by the role's id. */
  through: ReadonlyMap<string, string>;
  /** A change of roles waits for a second person. */
  waits: boolean;
  can: Can<'roles'>;
}

export function rowOf({ memberCount, viewerCan, ...role }: RoleRowFragment): RoleRow {
  return { ...role, members: memberCount, can: canOf(viewerCan) };
}

export const detailsOf = (role: RoleDetailsFragment): RoleDetails => ({ ...rowOf(role), starting: startingOf(role.startingValues) });

export function holderOf({ id, version, name, email, active, roles, viewerCan, pendingChanges }: RoleHolderFragment): RoleHolder {
  return {
    ...{ id, version, name, email, active },
    given: roles.filter(({ source }) => source === 'ADMIN').map(({ role }) => role.id),
    through: new Map(roles.flatMap(({ role, group }) => (group ? [[role.id, group.displayName] as const] : []))),
    waits: pendingChanges?.some(({ kind }) => kind === 'ROLES') ?? false,
    can: canOf(viewerCan),
  };
}

const rolesPage = ({ roles }: RoleListQuery): Page<RoleRow> => ({
  rows: roles.nodes.map(rowOf),
  endCursor: roles.pageInfo.endCursor ?? null,
  hasNextPage: roles.pageInfo.hasNextPage,
});

const holdersPage = ({ users }: RoleHoldersQuery): Page<RoleHolder> => ({
  rows: users.nodes.map(holderOf),
  endCursor: users.pageInfo.endCursor ?? null,
  hasNextPage: users.pageInfo.hasNextPage,
});

export const useRoleList = (): Pages<RoleRow> => usePages(RoleListDocument, { first: 100 }, rolesPage);
export const useRoleHolders = (roleId: string): Pages<RoleHolder> => usePages(RoleHoldersDocument, { roleId, first: 50 }, holdersPage);

/** One role; without an id there is none to ask for. */
export function useRole(id: string | undefined): Loaded<RoleDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: RoleDocument, variables: { id: id ?? '' }, pause: !id, requestPolicy: 'cache-and-network' });
  const found = data?.node?.__typename === 'Role' && data.node.id === id ? data.node : null;
  return useLoaded({
    key: id ?? '',
    thing: found ? detailsOf(found) : null,
    ...{ error, answered: Boolean(id) && !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

/** All permissions there are, in plain words. */
export function usePermissions(): Loaded<PermissionGroup[]> {
  const [{ data, error, fetching }, again] = useQuery({ query: PermissionCatalogueDocument });
  return useLoaded({
    key: 'permissions',
    thing: data?.permissions ?? null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

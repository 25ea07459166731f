import { useQuery } from 'urql';
import { BrokersDocument, ColleaguesDocument, ManagersDocument, ProductsDocument, RolesDocument } from '../gql/graphql';
import type { Choice } from './preferences';

export interface Role {
  id: string;
  name: string;
  /** Whether the viewer may grant it (RO-4). */
  grantable: boolean;
}

const noRoles: Role[] = [];
const noChoices: Choice[] = [];

export function useRoles(): Role[] {
  const [{ data }] = useQuery({ query: RolesDocument });
  return data?.roles.nodes ?? noRoles;
}

/** A search in one of the catalogues: the first matches, by name. */
export type Lookup = (search: string) => Choice[];

/** Products, all of them or those that are offered in a province (PF-3). */
export function useProducts(search: string, location: string | null): Choice[] {
  const [{ data }] = useQuery({ query: ProductsDocument, variables: { search: search || null, location } });
  return data?.products.nodes ?? noChoices;
}

export const useBrokers: Lookup = (search) => {
  const [{ data }] = useQuery({ query: BrokersDocument, variables: { search: search || null } });
  return data?.brokers.nodes ?? noChoices;
};

/** Somebody who can be a direct manager, with those whose manager they are (VI-5). */
export interface ManagerChoice {
  id: string;
  name: string;
  email: string;
  active: boolean;
  reports: readonly { id: string; name: string }[];
}

const noManagers: ManagerChoice[] = [];

/** People by words of their name, and by role. */
export function useManagers(search: string, roleId: string | null): ManagerChoice[] {
  const [{ data }] = useQuery({ query: ManagersDocument, variables: { search: search || null, roleId } });
  return data?.users.nodes.map(({ directReports, ...person }) => ({ ...person, reports: directReports })) ?? noManagers;
}

export interface Found {
  id: string;
  name: string;
  email: string;
}

const nobody: Found[] = [];

/** Active people by a few letters, while somebody types. */
export function usePeopleFound(search: string, pause: boolean): Found[] {
  const [{ data }] = useQuery({ query: ColleaguesDocument, variables: { search }, pause });
  return pause ? nobody : (data?.users.nodes.slice(0, 8) ?? nobody);
}

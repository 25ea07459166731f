import { useQuery } from 'urql';
import { BrokersDocument, ColleaguesDocument, ProductsDocument, RolesDocument } from '../gql/graphql';
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

export const useProducts: Lookup = (search) => {
  const [{ data }] = useQuery({ query: ProductsDocument, variables: { search: search || null } });
  return data?.products.nodes ?? noChoices;
};

export const useBrokers: Lookup = (search) => {
  const [{ data }] = useQuery({ query: BrokersDocument, variables: { search: search || null } });
  return data?.brokers.nodes ?? noChoices;
};

/** Active people, for a field that names one. */
export const useColleagues: Lookup = (search) => {
  const [{ data }] = useQuery({ query: ColleaguesDocument, variables: { search: search || null } });
  return data?.users.nodes ?? noChoices;
};

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

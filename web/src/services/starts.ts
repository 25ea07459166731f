import { useMemo } from 'react';
import { useQuery } from 'urql';
import { RoleStartsDocument, type RoleStartsQuery } from '../gql/graphql';
import { limitNames, limitOf, type Limit, type LimitName } from './limits';

/** What a new holder of a role starts with; null: the role says nothing of it. */
export interface Starts {
  maxCapacity: number | null;
  maxDiscretionBps: number | null;
  autoAssign: boolean | null;
  locations: readonly string[] | null;
  languages: readonly string[] | null;
  propertyTypes: readonly string[] | null;
  amounts: Partial<Record<LimitName, Limit>>;
}

type Wire = NonNullable<RoleStartsQuery['roles']['nodes'][number]['startingValues']>;

function startsOf(wire: Wire): Starts {
  const names = [...limitNames('CONDENSED'), ...limitNames('EXPANDED')];
  return {
    maxCapacity: wire.maxCapacity ?? null,
    maxDiscretionBps: wire.maxDiscretionBps ?? null,
    autoAssign: wire.autoAssign ?? null,
    locations: wire.locations ?? null,
    languages: wire.languages ?? null,
    propertyTypes: wire.propertyTypes ?? null,
    amounts: Object.fromEntries(names.flatMap((name) => { const limit = wire[name]; return limit ? [[name, limitOf(limit)]] : []; })),
  };
}

/** Starting values by role; roles without any are missing. */
export function useStarts(): ReadonlyMap<string, Starts> {
  const [{ data }] = useQuery({ query: RoleStartsDocument });
  return useMemo(
    () => new Map((data?.roles.nodes ?? []).flatMap(({ id, startingValues }) => (startingValues ? [[id, startsOf(startingValues)] as const] : []))),
    [data],
  );
}

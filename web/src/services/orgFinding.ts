import { useEffect, useState } from 'react';
import { useClient, type Client } from 'urql';
import { OrgAboveDocument, OrgFoundDocument, type OrgFoundQuery } from '../gql/graphql';
import type { OrgPerson } from './org';
import { usePages, type Pages } from './pages';

/** Somebody whom a search finds, wherever they stand. */
export interface OrgHit extends OrgPerson {
  manager: { id: string; name: string } | null;
}

/** The managers above somebody, from the top down; null where they stand in a circle. Undefined until it is known. */
export function useAbove(id: string | undefined): readonly string[] | null | undefined {
  const client = useClient();
  const [found, setFound] = useState<{ id: string; above: string[] | null } | null>(null);
  useEffect(() => {
    if (!id) return;
    let wanted = true;
    void managersAbove((one) => readManager(client, one), id).then((above) => wanted && setFound({ id, above }));
    return () => {
      wanted = false;
    };
  }, [client, id]);
  return id && found?.id === id ? found.above : undefined;
}

/** Walks up from somebody, one manager at a time; a circle has no top. */
export async function managersAbove(read: (id: string) => Promise<string | null>, id: string): Promise<string[] | null> {
  const above: string[] = [];
  for (let at = await read(id); at !== null; at = await read(at)) {
    if (at === id || above.includes(at)) return null;
    above.unshift(at);
  }
  return above;
}

async function readManager(client: Client, id: string): Promise<string | null> {
  const { data } = await client.query(OrgAboveDocument, { id }, { requestPolicy: 'network-only' });
  return data?.node && 'manager' in data.node ? (data.node.manager?.id ?? null) : null;
}

const hitOf = ({ id, name, title, active, manager, directReports }: OrgFoundQuery['users']['nodes'][number]): OrgHit => ({
  ...{ id, name, title, active, manager: manager ?? null },
  reports: directReports.length,
});

const pageOf = ({ users: { nodes, pageInfo } }: OrgFoundQuery) => ({
  rows: nodes.map(hitOf),
  endCursor: pageInfo.endCursor ?? null,
  hasNextPage: pageInfo.hasNextPage,
});

/** People by words of their names, also in branches that nobody has opened. */
export function useOrgFound(search: string): Pages<OrgHit> {
  const found = usePages(OrgFoundDocument, { search }, pageOf);
  // A file holds what has been read: each of these rows is dear.
  return { ...found, everything: async () => ({ rows: found.rows, cut: found.hasMore }) };
}

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient, type Client } from 'urql';
import { OrgBranchDocument, OrgRootDocument } from '../gql/graphql';
import { troubleOf, type Trouble } from './fault';
import { joined, linesOf, personOf, type Branch, type Branches, type Line } from './org';

export interface Org {
  lines: Line[];
  loading: boolean;
  trouble: Trouble | null;
  /** Reads the next page of somebody's branch, '' of the tops; does nothing while one is on its way. */
  more(parent: string): void;
  retry(): void;
}

/** The tree as far as it is opened; each branch is asked for when it opens, page by page. */
export function useOrg(root: string | undefined, open: readonly string[]): Org {
  const client = useClient();
  const [branches, setBranches] = useState<Branches>(new Map());
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  // The pages of this tree that were asked for; another tree has another set.
  const asked = useRef(new Set<string>());
  const [attempt, setAttempt] = useState(0);
  const load = useCallback(
    async (parent: string, after: string | null) => {
      const mine = asked.current;
      const page = `${parent} ${after ?? ''}`;
      if (mine.has(page)) return;
      mine.add(page);
      const answer = await (parent === '' && root ? readRoot(client, root) : readBranch(client, parent, after));
      if (mine !== asked.current) return;
      if ('trouble' in answer) return setTrouble(answer.trouble);
      setBranches((before) => new Map(before).set(parent, joined(before.get(parent), answer)));
    },
    [client, root],
  );
  const key = open.join(' ');
  useEffect(() => {
    asked.current = new Set();
    setBranches(new Map());
    setTrouble(null);
  }, [root, attempt]);
  useEffect(() => {
    for (const parent of ['', ...key.split(' ').filter(Boolean)]) void load(parent, null);
  }, [key, attempt, load]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const more = (parent: string) => {
    const next = branches.get(parent)?.next;
    if (next) void load(parent, next);
  };
  const lines = useMemo(() => linesOf(branches, new Set(key.split(' '))), [branches, key]);
  return { lines, loading: !branches.has('') && !trouble, trouble, more, retry };
}

type Answer = Branch | { trouble: Trouble };

async function readRoot(client: Client, rootId: string): Promise<Answer> {
  const { data, error } = await client.query(OrgRootDocument, { rootId }, { requestPolicy: 'network-only' });
  if (!data) return { trouble: error ? troubleOf(error) : { kind: 'broken' } };
  return { people: data.orgTree.map(personOf), next: null };
}

async function readBranch(client: Client, parent: string, after: string | null): Promise<Answer> {
  const { data, error } = await client.query(OrgBranchDocument, { managerId: parent || null, after }, { requestPolicy: 'network-only' });
  if (!data) return { trouble: error ? troubleOf(error) : { kind: 'broken' } };
  const { nodes, pageInfo } = data.directReports;
  return { people: nodes.map(personOf), next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null };
}

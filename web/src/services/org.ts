import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { OrgTreeDocument, type OrgTreeQuery } from '../gql/graphql';
import { troubleOf, type Trouble } from './fault';

/** Somebody in the tree of direct managers. */
export interface OrgPerson {
  id: string;
  name: string;
  title: string;
  active: boolean;
  /** How many living people report to them directly. */
  reports: number;
}

/** A person as a line of the tree: how deep, and where among those beside them. */
export interface OrgLine extends OrgPerson {
  level: number;
  place: number;
  among: number;
  parent: string | null;
  open: boolean;
}

/** Who reports to whom, as far as it has been asked; '' holds the tops. */
export type Branches = ReadonlyMap<string, OrgPerson[]>;

/** The lines that are seen, from the tops down; a person who is their own superior's superior is shown once. */
export function linesOf(branches: Branches, open: ReadonlySet<string>): OrgLine[] {
  const lines: OrgLine[] = [];
  const seen = new Set<string>();
  const walk = (parent: string, level: number) => {
    const people = (branches.get(parent) ?? []).filter(({ id }) => !seen.has(id));
    people.forEach((person, index) => {
      seen.add(person.id);
      const isOpen = open.has(person.id) && person.reports > 0;
      lines.push({ ...person, level, place: index + 1, among: people.length, parent: parent || null, open: isOpen });
      if (isOpen) walk(person.id, level + 1);
    });
  };
  walk('', 1);
  return lines;
}

const personOf = ({ user: { id, name, title, active }, reportCount }: OrgTreeQuery['orgTree'][number]): OrgPerson => ({ id, name, title, active, reports: reportCount });

const isTop = (person: OrgTreeQuery['orgTree'][number]) => person.depth === 0;

export interface Org {
  lines: OrgLine[];
  loading: boolean;
  trouble: Trouble | null;
  retry(): void;
}

/** The tree as far as it is opened; each branch is asked for when it opens. */
export function useOrg(root: string | undefined, open: readonly string[]): Org {
  const client = useClient();
  const [branches, setBranches] = useState<Branches>(new Map());
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const asked = useRef(new Set<string>());
  const [attempt, setAttempt] = useState(0);
  const load = useCallback(
    async (parent: string, of: string | undefined) => {
      const rootId = parent || of || null;
      const { data, error } = await client.query(OrgTreeDocument, { rootId, depth: parent ? 1 : 0 }, { requestPolicy: 'network-only' });
      if (error) setTrouble(troubleOf(error));
      const people = data?.orgTree.filter((one) => isTop(one) !== Boolean(parent)).map(personOf);
      if (people) setBranches((before) => new Map(before).set(parent, people));
    },
    [client],
  );
  const key = open.join(' ');
  useEffect(() => {
    asked.current = new Set();
    setBranches(new Map());
    setTrouble(null);
  }, [root, attempt]);
  useEffect(() => {
    for (const parent of ['', ...key.split(' ').filter(Boolean)]) {
      if (asked.current.has(parent)) continue;
      asked.current.add(parent);
      void load(parent, root);
    }
  }, [key, root, attempt, load]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { lines: linesOf(branches, new Set(open)), loading: !branches.has('') && !trouble, trouble, retry };
}

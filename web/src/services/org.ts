import type { OrgLineFragment } from '../gql/graphql';

/** Somebody in the tree of direct managers. */
export interface OrgPerson {
  id: string;
  name: string;
  title: string;
  active: boolean;
  /** How many living people report to them directly. */
  reports: number;
}

/** Those who report to one person, as far as they are here. */
export interface Branch {
  people: readonly OrgPerson[];
  /** Where the next page begins; null: they are all here. */
  next: string | null;
}

/** A person as a line of the tree: how deep, and where among those beside them. */
export interface OrgLine extends OrgPerson {
  level: number;
  place: number;
  /** How many stand beside them; -1 while that is not known. */
  among: number;
  parent: string | null;
  open: boolean;
}

/** A line in place of those of a branch who have not come yet. */
export interface RestLine {
  id: string;
  /** Whose branch goes on; '' that of the tops. */
  rest: string;
  level: number;
}

export type Line = OrgLine | RestLine;

/** Who reports to whom, as far as it has been asked; '' holds the tops. */
export type Branches = ReadonlyMap<string, Branch>;

export const isPerson = (line: Line): line is OrgLine => !('rest' in line);

/** The lines that are seen, from the tops down; a person who is their own superior's superior is shown once. */
export function linesOf(branches: Branches, open: ReadonlySet<string>): Line[] {
  const lines: Line[] = [];
  const seen = new Set<string>();
  const walk = (parent: string, level: number) => {
    const branch = branches.get(parent);
    const people = (branch?.people ?? []).filter(({ id }) => !seen.has(id));
    const among = branch?.next ? -1 : people.length;
    people.forEach((person, index) => {
      seen.add(person.id);
      const isOpen = open.has(person.id) && person.reports > 0;
      lines.push({ ...person, level, place: index + 1, among, parent: parent || null, open: isOpen });
      if (isOpen) walk(person.id, level + 1);
    });
    if (branch?.next) lines.push({ id: `rest ${parent}`, rest: parent, level });
  };
  walk('', 1);
  return lines;
}

/** The people up to where a branch has not come to its end, and that branch: what a table shows while it is read. */
export function unbroken(lines: readonly Line[]): { people: OrgLine[]; rest: string | null } {
  const end = lines.findIndex((line) => !isPerson(line));
  const rest = lines[end];
  return { people: (end < 0 ? lines : lines.slice(0, end)).filter(isPerson), rest: rest && !isPerson(rest) ? rest.rest : null };
}

export const personOf = ({ user: { id, name, title, active }, reportCount }: OrgLineFragment): OrgPerson => ({ id, name, title, active, reports: reportCount });

/** A branch and its next page; somebody who moved between the two stands there once. */
export function joined(before: Branch | undefined, page: Branch): Branch {
  const known = new Set(before?.people.map(({ id }) => id));
  return { people: [...(before?.people ?? []), ...page.people.filter(({ id }) => !known.has(id))], next: page.next };
}

import type { DealRow } from './deals';
import type { Person } from './person';

/** What of a deal has to be known to move it. */
export type Moving = Pick<DealRow, 'id' | 'version' | 'reference' | 'owner'>;

/** Which deals move: all that are open of a person, or those that were chosen. */
export type What = { from: Person } | { deals: readonly Moving[] };

/** What became, or would become, of one deal. */
export interface MovedLine {
  id: string;
  version: number;
  reference: string;
  from: Person | null;
  to: Person | null;
  /** Why it stays where it is. */
  reason: string | null;
}

/** Deals of one owner, which move together; without ids all that are open. */
export interface Part {
  from: Person;
  ids: string[] | null;
}

/** The most deals that one call names. */
const mostNamed = 200;

/** Deals by owner, in parts that one call takes. */
export function partsOf(what: What): Part[] {
  if ('from' in what) return [{ from: what.from, ids: null }];
  const byOwner = new Map<string, Part & { ids: string[] }>();
  for (const { id, owner } of what.deals) {
    if (!owner) continue;
    const part = byOwner.get(owner.id) ?? { from: owner, ids: [] };
    part.ids.push(id);
    byOwner.set(owner.id, part);
  }
  return [...byOwner.values()].flatMap(({ from, ids }) =>
    Array.from({ length: Math.ceil(ids.length / mostNamed) }, (_, place) => ({ from, ids: ids.slice(place * mostNamed, (place + 1) * mostNamed) })),
  );
}

/** Chosen deals that belong to nobody: they are assigned one by one. */
export const ownerless = (what: What): Moving[] => ('from' in what ? [] : what.deals.filter(({ owner }) => !owner));

/** Whether a deal has another owner afterwards. */
export const moved = ({ from, to, reason }: MovedLine): boolean => reason === null && from?.id !== to?.id;

/** Whether the viewer may see the deal: of one that they may not see nothing is told. */
export const seen = ({ version }: MovedLine): boolean => version > 0;

/** How many deals each person takes, most first; null is nobody. */
export function takersOf(lines: readonly MovedLine[]): { person: Person | null; deals: number }[] {
  const takers = new Map<string, { person: Person | null; deals: number }>();
  for (const line of lines.filter(moved)) {
    const key = line.to?.id ?? '';
    const taker = takers.get(key) ?? { person: line.to, deals: 0 };
    takers.set(key, { ...taker, deals: taker.deals + 1 });
  }
  return [...takers.values()].sort((a, b) => b.deals - a.deals || (a.person?.name ?? '').localeCompare(b.person?.name ?? ''));
}

/** The deals that were foreseen, by name; one that the viewer may not see has no version, and can't be named. */
export const named = (lines: readonly MovedLine[]): What => ({
  deals: lines.filter(seen).map(({ id, version, reference, from }) => ({ id, version, reference, owner: from })),
});

/** The way back: each deal to whom it was taken from. Null where one had belonged to nobody, which no hand restores. */
export function wayBack(lines: readonly MovedLine[]): { what: What; to: Person; deal: string }[] | null {
  const back = new Map<string, { deals: Moving[]; to: Person }>();
  for (const { id, version, reference, from, to } of lines.filter(moved)) {
    if (!from) return null;
    const way = back.get(from.id) ?? { deals: [], to: from };
    way.deals.push({ id, version, reference, owner: to });
    back.set(from.id, way);
  }
  return [...back.values()].map(({ deals, to }) => ({ what: { deals }, to, deal: deals[0]?.id ?? '' }));
}

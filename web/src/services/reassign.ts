import { useClient, type Client } from 'urql';
import { DealAssignDocument, DealsReassignDocument, type DealsReassignMutation } from '../gql/graphql';
import { moved, named, ownerless, partsOf, wayBack, type MovedLine, type Moving, type Part, type What } from './moves';
import { personOf, type Person } from './person';
import { outcomeOf, type Outcome } from './save';
import { useViewer } from './viewerContext';

export * from './moves';

/** Where deals go (nobody: back to the pool), why, and whether it is only tried. */
export interface Order {
  to: Person | null;
  comment: string;
  dryRun: boolean;
  /** The same key again does nothing twice. */
  key: string;
}

export interface MoveOutcome extends Outcome {
  lines: MovedLine[];
}

type Result = DealsReassignMutation['dealsReassign']['results'][number];

function lineOf({ deal, to, message, code }: Result, from: Person, place: number): MovedLine {
  return {
    // One that the viewer may not see has no id.
    ...{ id: deal?.id ?? `${from.id}-${place}`, version: deal?.version ?? 0, reference: deal?.reference ?? '–', from },
    ...{ to: personOf(to), reason: code ? (message ?? code) : null },
  };
}

async function movePart(client: Client, { from, ids }: Part, { to, comment, dryRun, key }: Order): Promise<MoveOutcome> {
  const input = { fromUserId: from.id, toUserId: to?.id ?? null, ...(ids && { dealIds: ids }), dryRun, comment: comment || null, ...(!dryRun && { idempotencyKey: key }) };
  const result = await client.mutation(DealsReassignDocument, { input });
  const payload = result.data?.dealsReassign;
  return { ...outcomeOf(result, payload), lines: payload?.results.map((one, place) => lineOf(one, from, place)) ?? [] };
}

/** Gives a deal that belongs to nobody to a person; in the pool it stays where it is. */
async function give(client: Client, deal: Moving, { to, comment, key }: Order): Promise<MoveOutcome> {
  const line = { ...deal, from: null, to, reason: null };
  if (!to) return { written: true, refusals: [], trouble: null, lines: [line] };
  const result = await client.mutation(DealAssignDocument, { input: { dealId: deal.id, expectedVersion: deal.version, userId: to.id, comment, idempotencyKey: key } });
  const { trouble, refusals } = outcomeOf(result, result.data?.dealAssign);
  // A refusal of one deal is told in its line, and stops no other.
  const reason = refusals.length > 0 ? refusals.map(({ message }) => message).join(' ') : null;
  return { written: !trouble, refusals: [], trouble, lines: trouble ? [] : [{ ...line, version: result.data?.dealAssign.deal?.version ?? deal.version, reason }] };
}

/**
 * What would become of a deal that belongs to nobody. The server is asked as if it were the
 * viewer's: that it is not is known, all else that it says counts.
 */
async function foresee(client: Client, deal: Moving, { to, comment }: Order, viewer: string): Promise<MoveOutcome> {
  const line: MovedLine = { ...deal, from: null, to, reason: null };
  if (!to) return { written: true, refusals: [], trouble: null, lines: [line] };
  const input = { fromUserId: viewer, toUserId: to.id === viewer ? null : to.id, dealIds: [deal.id], dryRun: true, comment: comment || null };
  const result = await client.mutation(DealsReassignDocument, { input });
  const payload = result.data?.dealsReassign;
  const [told] = payload?.results ?? [];
  const reason = told?.code && told.code !== 'DEAL_NOT_ASSIGNED' ? (told.message ?? told.code) : null;
  return { ...outcomeOf(result, payload), lines: [{ ...line, reason }] };
}

/** Whether the server would give deals to somebody: one who has left takes none. */
async function takes(client: Client, { id }: Person, deal: string, viewer: string): Promise<boolean> {
  if (id === viewer) return true;
  const result = await client.mutation(DealsReassignDocument, { input: { fromUserId: viewer, toUserId: id, dealIds: [deal], dryRun: true } });
  return outcomeOf(result, result.data?.dealsReassign).written;
}

/** Moves deals part by part, and tells what became of each; what stands in the way of one part ends it. */
async function move(client: Client, what: What, order: Order, viewer: string): Promise<MoveOutcome> {
  const lines: MovedLine[] = [];
  const steps = [
    ...partsOf(what).map((part, place) => () => movePart(client, part, { ...order, key: `${order.key}-${place}` })),
    ...ownerless(what).map((deal) => () => (order.dryRun ? foresee(client, deal, order, viewer) : give(client, deal, { ...order, key: `${order.key}-${deal.id}` }))),
  ];
  for (const step of steps) {
    const outcome = await step();
    lines.push(...outcome.lines);
    if (!outcome.written) return { ...outcome, lines };
  }
  return { written: true, refusals: [], trouble: null, lines };
}

/** Moves deals of several people by hand, says before what would happen, and takes it back. */
export function useReassign() {
  const client = useClient();
  const { id: viewer } = useViewer();
  return {
    foresee: (what: What, order: Omit<Order, 'dryRun'>) => move(client, what, { ...order, dryRun: true }, viewer),
    /** Moves the deals that were foreseen, and none that has arrived since. */
    run: (lines: readonly MovedLine[], order: Omit<Order, 'dryRun'>) => move(client, named(lines), { ...order, dryRun: false }, viewer),
    /** Absent where nothing moved, or no way leads back. */
    async back(lines: readonly MovedLine[], comment: string, tell: (back: MovedLine[]) => string): Promise<(() => Promise<Outcome>) | undefined> {
      const ways = wayBack(lines);
      if (!ways?.length) return undefined;
      const open = await Promise.all(ways.map(({ to, deal }) => takes(client, to, deal, viewer)));
      if (open.includes(false)) return undefined;
      return async () => {
        const key = crypto.randomUUID();
        const back: MovedLine[] = [];
        for (const { what, to } of ways) {
          const outcome = await move(client, what, { to, comment, dryRun: false, key: `${key}-${to.id}` }, viewer);
          back.push(...outcome.lines);
          if (!outcome.written) break;
        }
        const written = back.filter(moved).length === lines.filter(moved).length;
        return { written, trouble: null, refusals: written ? [] : [{ code: 'INVALID', field: [], message: tell(back) }] };
      };
    },
  };
}

import { useClient, type Client } from 'urql';
import { DealAssignDocument, DealsReassignDocument, type DealsReassignMutation } from '../gql/graphql';
import { ownerless, partsOf, wayBack, type MovedLine, type Moving, type Part, type What } from './moves';
import { personOf, type Person } from './person';
import { outcomeOf, type Outcome } from './save';

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
async function give(client: Client, deal: Moving, { to, comment, dryRun, key }: Order): Promise<MoveOutcome> {
  const line = { ...deal, from: null, to, reason: null };
  if (!to || dryRun) return { written: true, refusals: [], trouble: null, lines: [line] };
  const result = await client.mutation(DealAssignDocument, { input: { dealId: deal.id, expectedVersion: deal.version, userId: to.id, comment, idempotencyKey: key } });
  const { trouble, refusals } = outcomeOf(result, result.data?.dealAssign);
  // A refusal of one deal is told in its line, and stops no other.
  const reason = refusals.length > 0 ? refusals.map(({ message }) => message).join(' ') : null;
  return { written: !trouble, refusals: [], trouble, lines: trouble ? [] : [{ ...line, version: result.data?.dealAssign.deal?.version ?? deal.version, reason }] };
}

/** Moves deals part by part, and tells what became of each; what stands in the way of one part ends it. */
async function move(client: Client, what: What, order: Order): Promise<MoveOutcome> {
  const lines: MovedLine[] = [];
  const steps = [
    ...partsOf(what).map((part, place) => () => movePart(client, part, { ...order, key: `${order.key}-${place}` })),
    ...ownerless(what).map((deal) => () => give(client, deal, { ...order, key: `${order.key}-${deal.id}` })),
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
  return {
    run: (what: What, order: Order) => move(client, what, order),
    /** Absent where nothing moved, or no way leads back. */
    back(lines: readonly MovedLine[], comment: string): (() => Promise<Outcome>) | undefined {
      const ways = wayBack(lines);
      if (!ways?.length) return undefined;
      return async () => {
        const key = crypto.randomUUID();
        let last: MoveOutcome = { written: true, refusals: [], trouble: null, lines: [] };
        for (const { what, to } of ways) {
          last = await move(client, what, { to, comment, dryRun: false, key: `${key}-${to.id}` });
          if (!last.written) break;
        }
        return last;
      };
    },
  };
}

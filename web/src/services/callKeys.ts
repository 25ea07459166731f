import { makeOperation, type AnyVariables, type Operation, type OperationResult } from 'urql';

/** Gives every change its idempotency key, and hears what became of it. */
export interface CallKeys {
  keyed(operation: Operation): Operation | Promise<Operation>;
  told(result: OperationResult<unknown, AnyVariables>): void;
}

/**
 * A change without an answer, and when it was sent or lost. Of what it said, which may be a
 * password, only the digest is kept.
 */
interface Call {
  document: string;
  said: Promise<string>;
  key: string;
  at: number;
  since: number; // milliseconds of the clock, when it was first sent
}

/** Equal calls under way at once, which have one key: how many, and whether one was answered. */
interface UnderWay extends Call {
  open: number;
  answered: boolean;
}

/** Who wants the same after so long, in milliseconds, wants it anew: things may have changed since. */
const longest = 10 * 60_000;

/**
 * A change that got no answer may have been done: sent again with all that it said it has the
 * key that it had, and the server does it once. Whoever says something else, or has had an
 * answer, gets another key. So does what is sent after a later change was answered, for
 * switched off, on and off again is three changes, even if the first got lost; and what is sent
 * much later.
 */
export function createCallKeys(fresh: () => string = () => crypto.randomUUID(), clock: () => number = Date.now): CallKeys {
  const lost = new Map<string, Call>();
  const underWay = new Map<number, UnderWay>();
  let now = 0;
  const lately = <C extends Call>(call: C | undefined) => (call && clock() - call.since < longest ? call : undefined);
  /** One of the equal calls came to its end, perhaps with an answer. */
  const ended = (operation: Operation, answered: boolean) => {
    const call = underWay.get(operation.key);
    if (!call) return;
    call.answered ||= answered;
    if (--call.open === 0) underWay.delete(operation.key);
    if (!call.answered) {
      const { document, said, key, since } = call;
      lost.set(document, { document, said, key, since, at: now++ });
      return;
    }
    for (const [document, { at, key }] of lost) if (at < call.at || key === call.key) lost.delete(document);
  };
  return {
    keyed: (operation) => {
      if (operation.kind === 'teardown') ended(operation, false);
      const { input } = operation.variables as { input?: Record<string, unknown> };
      // A trial changes nothing, and some changes of several calls bring keys of their own.
      if (operation.kind !== 'mutation' || !input || input['idempotencyKey'] || input['dryRun']) return operation;
      const call = { document: nameOf(operation), said: digestOf(JSON.stringify(input)), at: now++, since: clock() };
      const send = (key: string, since = call.since) => {
        const beside = underWay.get(operation.key);
        if (beside?.key === key) beside.open++;
        else underWay.set(operation.key, { ...call, key, since, open: 1, answered: false });
        const variables = { ...operation.variables, input: { ...input, idempotencyKey: key } };
        return makeOperation(operation.kind, { ...operation, variables }, operation.context);
      };
      const beside = lately(underWay.get(operation.key));
      if (beside) return send(beside.key);
      const known = lately(lost.get(call.document));
      if (!known) return send(fresh());
      return Promise.all([known.said, call.said]).then(([before, again]) =>
        before === again ? send(known.key, known.since) : send(fresh()),
      );
    },
    told: ({ operation, data }) => {
      if (operation.kind === 'mutation') ended(operation, Boolean(data));
    },
  };
}

function nameOf({ query }: Operation): string {
  for (const definition of query.definitions) if (definition.kind === 'OperationDefinition') return definition.name?.value ?? '';
  return '';
}

/** SHA-256, hexadecimal. Pages that are not from a safe origin lack it, as they lack the session's cookie. */
async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

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
}

/**
 * A change that got no answer may have been done: sent again with all that it said it has the
 * key that it had, and the server does it once. Whoever says something else, or has had an
 * answer, gets another key. So does what is sent after a later change was answered: switched
 * off, on and off again is three changes, even if the first got lost.
 */
export function createCallKeys(fresh: () => string = () => crypto.randomUUID()): CallKeys {
  const lost = new Map<string, Call>();
  const underWay = new Map<number, Call>();
  let now = 0;
  return {
    keyed: (operation) => {
      const { input } = operation.variables as { input?: Record<string, unknown> };
      // A trial changes nothing, and some changes of several calls bring keys of their own.
      if (operation.kind !== 'mutation' || !input || input['idempotencyKey'] || input['dryRun']) return operation;
      const call = { document: nameOf(operation), said: digestOf(JSON.stringify(input)), at: now++ };
      const send = (key: string) => {
        underWay.set(operation.key, { ...call, key });
        const variables = { ...operation.variables, input: { ...input, idempotencyKey: key } };
        return makeOperation(operation.kind, { ...operation, variables }, operation.context);
      };
      const known = underWay.get(operation.key) ?? lost.get(call.document);
      if (!known) return send(fresh());
      return Promise.all([known.said, call.said]).then(([before, again]) => send(before === again ? known.key : fresh()));
    },
    told: ({ operation, data }) => {
      const call = underWay.get(operation.key);
      if (operation.kind !== 'mutation' || !call) return;
      underWay.delete(operation.key);
      if (!data) {
        lost.set(call.document, { ...call, at: now++ });
        return;
      }
      for (const [document, { at }] of lost) if (at < call.at) lost.delete(document);
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

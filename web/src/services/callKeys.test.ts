import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType, parse, typeFromAST, type DocumentNode } from 'graphql';
import { Client, createRequest, fetchExchange, mapExchange } from 'urql';
import { expect, test, vi } from 'vitest';
import documents from '../gql/persisted-documents.json';
import { createCallKeys } from './callKeys';
import { createClient } from './client';
import { RoleDeleteDocument } from '../gql/graphql';

const off = parse('mutation Off($input: OffInput!) { off(input: $input) { id } }');
const on = parse('mutation On($input: OnInput!) { on(input: $input) { id } }');

type Fate = 'answered' | 'refused' | 'lost' | 'broken';

const answers: Record<Exclude<Fate, 'lost'>, object> = {
  answered: { data: { off: { id: 'x' } } },
  refused: { data: { off: null } },
  broken: { data: null, errors: [{ message: 'no', extensions: { code: 'INTERNAL' } }] },
};

/** Sends changes one after the other and gives the keys that they had. */
async function keysOf(sent: [DocumentNode, Record<string, unknown>, Fate][]): Promise<unknown[]> {
  const keys: unknown[] = [];
  let made = 0;
  const given = createCallKeys(() => `key ${++made}`);
  let fate: Fate = 'answered';
  const server = async (_url: unknown, init?: { body?: unknown }) => {
    keys.push(JSON.parse(String(init?.body)).variables.input.idempotencyKey);
    if (fate === 'lost') throw new TypeError('no network');
    return new Response(JSON.stringify(answers[fate]), { headers: { 'content-type': 'application/json' } });
  };
  const exchanges = [mapExchange({ onOperation: given.keyed, onResult: given.told }), fetchExchange];
  const client = new Client({ url: 'https://mandate.test/graphql', preferGetMethod: false, fetch: server as typeof fetch, exchanges });
  for (const [document, input, becomes] of sent) {
    fate = becomes;
    await client.mutation(document, { input }).toPromise();
  }
  return keys;
}

const a = { id: 'a' };

test.each<[string, [DocumentNode, Record<string, unknown>, Fate][], unknown[]]>([
  ['each change has a key', [[off, a, 'answered'], [off, a, 'answered']], ['key 1', 'key 2']],
  ['a refusal is an answer', [[off, a, 'refused'], [off, a, 'answered']], ['key 1', 'key 2']],
  ['lost and sent again', [[off, a, 'lost'], [off, a, 'lost'], [off, a, 'answered'], [off, a, 'answered']], ['key 1', 'key 1', 'key 1', 'key 2']],
  ['broken and sent again', [[off, a, 'broken'], [off, a, 'answered']], ['key 1', 'key 1']],
  ['another input', [[off, a, 'lost'], [off, { id: 'b' }, 'lost'], [off, a, 'answered']], ['key 1', 'key 2', 'key 3']],
  ['off, on and off again', [[off, a, 'lost'], [on, a, 'answered'], [off, a, 'answered']], ['key 1', 'key 2', 'key 3']],
  ['another change that is lost too', [[off, a, 'lost'], [on, a, 'lost'], [off, a, 'answered']], ['key 1', 'key 2', 'key 1']],
  ['a trial and a key of its own', [[off, { ...a, dryRun: true }, 'answered'], [off, { ...a, idempotencyKey: 'own' }, 'answered']], [undefined, 'own']],
])('%s', async (_name, sent, wanted) => {
  expect(await keysOf(sent)).toEqual(wanted);
});

test('equal changes at once have one key', async () => {
  const given = createCallKeys();
  const client = new Client({ url: 'https://mandate.test/graphql', preferGetMethod: false, exchanges: [] });
  const operation = () => client.createRequestOperation('mutation', createRequest(off, { input: a }));
  const sent = await Promise.all([given.keyed(operation()), given.keyed(operation()), given.keyed(operation())]);
  expect(new Set(sent.map(({ variables }) => variables?.['input'].idempotencyKey)).size).toBe(1);
});

/** A server that answers when it is told to, and the keys that it was sent. */
function patient() {
  const keys: unknown[] = [];
  const answers: ((fate: Fate) => Promise<void>)[] = [];
  let made = 0;
  let now = 0;
  const given = createCallKeys(
    () => `key ${++made}`,
    () => now,
  );
  const operation = () => client.createRequestOperation('mutation', createRequest(off, { input: a }));
  const client = new Client({ url: 'https://mandate.test/graphql', preferGetMethod: false, exchanges: [] });
  return {
    keys,
    answers,
    later: (minutes: number) => (now += minutes * 60_000),
    send: async () => {
      const sent = await given.keyed(operation());
      keys.push(sent.variables?.['input'].idempotencyKey);
      answers.push(async (fate) => given.told({ operation: sent, data: fate === 'answered' ? {} : undefined, stale: false, hasNext: false }));
    },
  };
}

test('of equal changes at once one answer is enough, whichever is lost', async () => {
  for (const order of [[0, 1], [1, 0]]) {
    const { keys, answers, send } = patient();
    await send();
    await send();
    for (const n of order) await answers[n]?.(n === 0 ? 'lost' : 'answered');
    await send();
    expect(keys).toEqual(['key 1', 'key 1', 'key 2']);
  }
});

test('equal changes that are sent again at once are one too', async () => {
  const { keys, answers, send } = patient();
  await send();
  await answers[0]?.('lost');
  await Promise.all([send(), send()]);
  await answers[1]?.('lost');
  await answers[2]?.('answered');
  await send();
  expect(keys).toEqual(['key 1', 'key 1', 'key 1', 'key 2']);
});

test('who wants the same much later wants it anew', async () => {
  const { keys, answers, send, later } = patient();
  await send();
  await answers[0]?.('lost');
  later(9);
  await send();
  await answers[1]?.('lost');
  later(2);
  await send(); // nobody knows what became of the second
  later(11);
  await send();
  expect(keys).toEqual(['key 1', 'key 1', 'key 2', 'key 3']);
});

test('a change that is lost leaves no password behind', async () => {
  const kept = vi.spyOn(Map.prototype, 'set');
  const input = { present: 'nine quiet rivers', password: 'tangled orchard copper' };
  expect(await keysOf([[off, input, 'lost'], [off, input, 'lost'], [off, { ...input, present: 'ten' }, 'lost']])).toEqual(['key 1', 'key 1', 'key 2']);
  const calls = kept.mock.calls.map(([, call]) => call).filter((call) => call?.document === 'Off');
  kept.mockRestore();
  expect(calls.length).toBeGreaterThanOrEqual(6);
  for (const call of calls) {
    const texts = [JSON.stringify(call), await call.said];
    expect(texts.filter((text) => /quiet|orchard/.test(text))).toEqual([]);
  }
});

test('the client of the console sends a key', async () => {
  const bodies: string[] = [];
  const answer = { data: { roleDelete: { __typename: 'RolePayload', deletedId: 'role_1', role: null, userErrors: [] } } };
  vi.stubGlobal('fetch', async (_url: unknown, init?: { body?: unknown }) => {
    bodies.push(String(init?.body));
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
  });
  await createClient('en').mutation(RoleDeleteDocument, { input: { roleId: 'role_1', expectedVersion: 1 } }).toPromise();
  vi.unstubAllGlobals();
  expect(JSON.parse(bodies[0] ?? '').variables.input.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
});

test('every change of the console that says something takes a key', () => {
  const folder = '../graph/schema/';
  const files = readdirSync(folder).filter((name) => name.endsWith('.graphqls'));
  const schema = buildSchema(files.map((name) => readFileSync(folder + name, 'utf8')).join('\n'), { assumeValidSDL: true });
  const without: string[] = [];
  for (const text of Object.values(documents)) {
    for (const definition of parse(text).definitions) {
      if (definition.kind !== 'OperationDefinition' || definition.operation !== 'mutation') continue;
      for (const { variable, type } of definition.variableDefinitions ?? []) {
        const named = type.kind === 'NonNullType' && type.type.kind === 'NamedType' ? typeFromAST(schema, type.type) : undefined;
        const takes = variable.name.value === 'input' && isInputObjectType(named) && 'idempotencyKey' in named.getFields();
        if (!takes) without.push(`${definition.name?.value}: ${variable.name.value}`);
      }
    }
  }
  expect(without).toEqual([]);
});

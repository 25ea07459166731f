import { CombinedError, type OperationResult } from 'urql';
import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { announceProof, createProof, lacksProof, onProof } from './proof';

const told = (code: string) => new CombinedError({ graphQLErrors: [new GraphQLError('no', { extensions: { code } })] });
const result = (kind: string, part: object) => ({ operation: { kind }, stale: false, hasNext: false, ...part }) as unknown as OperationResult;

test.each([
  ['a refused change', result('mutation', { error: told('STEP_UP_REQUIRED') }), true],
  ['a payload that says so', result('mutation', { data: { totpRemove: { userErrors: [{ code: 'STEP_UP_REQUIRED' }] } } }), true],
  ['another refusal', result('mutation', { data: { totpRemove: { userErrors: [{ code: 'FACTOR_REQUIRED' }] } } }), false],
  ['another error', result('mutation', { error: told('FORBIDDEN') }), false],
  ['what was written', result('mutation', { data: { totpRemove: { userErrors: [] } } }), false],
  ['an absent payload', result('mutation', { data: { totpRemove: null } }), false],
  ['a question', result('query', { error: told('STEP_UP_REQUIRED') }), false],
])('%s', (_name, given, wanted) => {
  expect(lacksProof(given)).toBe(wanted);
});

test('one answer is for all changes that wait', async () => {
  const proof = createProof('north lake');
  expect(proof.address).toBe('/login/north%20lake/step-up?return=%2Fproven');
  let told = 0;
  const leave = proof.subscribe(() => told++);
  const both = Promise.all([proof.ask(), proof.ask()]);
  expect(proof.asked()).toBe(true);
  proof.answer(true);
  expect(await both).toEqual([true, true]);
  expect(proof.asked()).toBe(false);
  leave();
  const refused = proof.ask();
  proof.answer(false);
  expect(await refused).toBe(false);
  expect(told).toBe(3);
});

test('the window of the proof is heard', async () => {
  const heard = new Promise<void>((done) => {
    const leave = onProof(() => {
      leave();
      done();
    });
  });
  announceProof();
  await heard;
});

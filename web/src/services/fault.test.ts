import { CombinedError } from 'urql';
import { expect, test } from 'vitest';
import { absence, refusalsOf, troubleOf } from './fault';
import { outcomeOf } from './save';

const coded = (code: string, more: object = {}) =>
  new CombinedError({ graphQLErrors: [{ message: 'not for switching', extensions: { code, ...more } }] });
const answered = (status: number) =>
  new CombinedError({ networkError: new Error('bad answer'), response: { status } as Response });

test.each([
  ['UNAUTHENTICATED', { kind: 'signedOut' }],
  ['FORBIDDEN', { kind: 'denied' }],
  ['NOT_FOUND', { kind: 'absent' }],
  ['THROTTLED', { kind: 'busy' }],
  ['INTERNAL', { kind: 'broken' }],
])('code %s', (code, trouble) => {
  expect(troubleOf(coded(code))).toEqual(trouble);
});

test('an internal fault carries the reference to tell', () => {
  expect(troubleOf(coded('INTERNAL', { reference: 'req_1' }))).toEqual({ kind: 'broken', reference: 'req_1' });
});

test.each([
  [401, 'signedOut'],
  [429, 'busy'],
  [503, 'busy'],
  [500, 'broken'],
])('status %d', (status, kind) => {
  expect(troubleOf(answered(status)).kind).toBe(kind);
});

test('no answer at all is no connection', () => {
  expect(troubleOf(new CombinedError({ networkError: new TypeError('fetch failed') })).kind).toBe('offline');
});

test('nothing found is absent only once the answer is there', () => {
  expect(absence(undefined, false)).toBeNull();
  expect(absence(undefined, true)).toEqual({ kind: 'absent' });
  expect(absence(coded('FORBIDDEN'), true)).toEqual({ kind: 'denied' });
});

test('a payload without refusals is written', () => {
  expect(outcomeOf({}, { userErrors: [] })).toEqual({ written: true, refusals: [], trouble: null });
});

test('a secret that was shown to a lost call is told like a refusal, other warnings are not', () => {
  const warned = (code: string) => outcomeOf({}, { userErrors: [], warnings: [{ code, message: 'Make another one.' }] });
  const refusals = [{ code: 'SECRET_SHOWN_ONCE', field: [], message: 'Make another one.' }];
  expect(warned('SECRET_SHOWN_ONCE')).toEqual({ written: false, refusals, trouble: null });
  expect(warned('DELEGATION_CYCLE')).toEqual({ written: true, refusals: [], trouble: null });
});

test('a refusal means that nothing was written', () => {
  const userErrors = [{ code: 'STALE', field: null, message: 'Changed.' }];
  expect(outcomeOf({}, { userErrors })).toEqual({
    written: false,
    refusals: [{ code: 'STALE', field: [], message: 'Changed.' }],
    trouble: null,
  });
  expect(refusalsOf([{ code: 'INVALID', field: ['input', 'roleIds'], message: 'x' }])[0]?.field).toEqual(['input', 'roleIds']);
});

test('an error without payload is trouble, not a refusal', () => {
  expect(outcomeOf({ error: coded('FORBIDDEN') }, undefined)).toEqual({ written: false, refusals: [], trouble: { kind: 'denied' } });
});

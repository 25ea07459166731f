// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { Provider, type Client } from 'urql';
import { afterEach, expect, test, vi } from 'vitest';
import { fromValue } from 'wonka';
import { useReassign, type MovedLine } from './reassign';

vi.mock('./viewerContext', () => ({ useViewer: () => ({ id: 'usr_me' }) }));
afterEach(cleanup);

const ann = { id: 'usr_ann', name: 'Ann' };
const bob = { id: 'usr_bob', name: 'Bob' };
const line = (part: Partial<MovedLine> = {}): MovedLine => ({ id: 'deal_1', version: 2, reference: 'A-1', from: ann, to: bob, reason: null, ...part });

type Input = Record<string, unknown>;
type Told = { code?: string; message?: string; deal?: unknown; to?: unknown };

/** The hook above a server that answers each call by its input, and the inputs that it was asked with. */
function withServer(answer: (input: Input) => Told | 'refused') {
  const asked: Input[] = [];
  const mutation = (_document: unknown, { input }: { input: Input }) => {
    asked.push(input);
    const told = answer(input);
    const userErrors = told === 'refused' ? [{ code: 'USER_INACTIVE', field: ['toUserId'], message: 'Not active.' }] : [];
    const results = told === 'refused' ? [] : [{ code: null, message: null, deal: null, to: null, ...told }];
    return Promise.resolve({ data: { dealsReassign: { results, userErrors } } });
  };
  const client = { mutation, executeMutation: () => fromValue({}) } as unknown as Client;
  let hook!: ReturnType<typeof useReassign>;
  function Probe() {
    hook = useReassign();
    return null;
  }
  render(
    <Provider value={client}>
      <Probe />
    </Provider>,
  );
  return { hook, asked };
}

const order = { to: bob, comment: 'On leave', key: 'k' };

test('of a deal that belongs to nobody the server is asked as if it were the viewer’s', async () => {
  const { hook, asked } = withServer(() => ({ code: 'DEAL_NOT_ASSIGNED', message: 'Not theirs.' }));
  const { lines } = await act(() => hook.foresee({ deals: [{ id: 'deal_1', version: 2, reference: 'A-1', owner: null }] }, order));
  expect(asked).toEqual([expect.objectContaining({ fromUserId: 'usr_me', toUserId: 'usr_bob', dealIds: ['deal_1'], dryRun: true })]);
  expect(lines).toMatchObject([line({ from: null })]);
});

test('what else stands in the way of it is told', async () => {
  const { hook } = withServer(() => ({ code: 'DEAL_CLOSED', message: 'The deal is closed.' }));
  const { lines } = await act(() => hook.foresee({ deals: [{ id: 'deal_1', version: 2, reference: 'A-1', owner: null }] }, order));
  expect(lines[0]?.reason).toBe('The deal is closed.');
});

test('nothing is asked of a deal that stays in the pool', async () => {
  const { hook, asked } = withServer(() => ({}));
  const { lines } = await act(() => hook.foresee({ deals: [{ id: 'deal_1', version: 2, reference: 'A-1', owner: null }] }, { ...order, to: null }));
  expect(asked).toEqual([]);
  expect(lines[0]?.to).toBeNull();
});

test('a way back leads to whom the deals were taken from', async () => {
  const { hook, asked } = withServer((input) => (input.dryRun ? {} : { deal: { id: 'deal_1', version: 4, reference: 'A-1' }, to: ann }));
  const back = await act(() => hook.back([line()], 'Taken back', () => 'Not all'));
  expect(asked).toEqual([{ fromUserId: 'usr_me', toUserId: 'usr_ann', dealIds: ['deal_1'], dryRun: true }]);
  const outcome = await act(() => back!());
  expect(outcome).toEqual({ written: true, trouble: null, refusals: [] });
  expect(asked[1]).toMatchObject({ fromUserId: 'usr_bob', toUserId: 'usr_ann', dealIds: ['deal_1'], dryRun: false, comment: 'Taken back' });
});

test('who has left takes none back', async () => {
  const { hook } = withServer(() => 'refused');
  expect(await act(() => hook.back([line()], '', () => ''))).toBeUndefined();
});

test('the viewer takes deals back unasked; what comes back in part is told', async () => {
  const { hook, asked } = withServer(() => ({ code: 'DEAL_CLOSED', message: 'Closed.', deal: { id: 'deal_1', version: 4, reference: 'A-1' } }));
  const back = await act(() => hook.back([line({ from: { id: 'usr_me', name: 'Me' } })], '', (lines) => `${lines.length} tried`));
  expect(asked).toEqual([]);
  expect(await act(() => back!())).toEqual({ written: false, trouble: null, refusals: [{ code: 'INVALID', field: [], message: '1 tried' }] });
});

test('no way leads back to the pool, or from nothing moved', async () => {
  const { hook } = withServer(() => ({}));
  expect(await act(() => hook.back([line({ from: null })], '', () => ''))).toBeUndefined();
  expect(await act(() => hook.back([line({ reason: 'Closed.' })], '', () => ''))).toBeUndefined();
});

// @vitest-environment jsdom
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Client, fetchExchange, Provider } from 'urql';
import { afterEach, expect, test, vi } from 'vitest';
import type { JobLineFragment } from '../gql/graphql';
import { useJobStreams } from './jobStream';

interface Stream {
  jobId: string;
  signal: AbortSignal;
  tell(job: Partial<JobLineFragment>): void;
}

/** A server whose streams stay open until somebody leaves. */
function serve(): Stream[] {
  const streams: Stream[] = [];
  vi.stubGlobal('fetch', (_address: string, { body, signal }: { body: string; signal: AbortSignal }) => {
    const { jobId } = (JSON.parse(body) as { variables: { jobId: string } }).variables;
    const text = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const tell = (job: object) => controller.enqueue(text.encode(`event: next\ndata: ${JSON.stringify({ data: { jobProgress: { id: jobId, ...job } } })}\n\n`));
        streams.push({ jobId, signal, tell });
      },
    });
    return Promise.resolve(new Response(stream));
  });
  return streams;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Draws with an API that answers about jobs one by one. */
function asking(answer: (id: string) => object) {
  const client = new Client({
    url: 'http://console.test/graphql',
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetch: (_address, init) => {
      const { id } = (JSON.parse(String(init?.body)) as { variables: { id: string } }).variables;
      return Promise.resolve(Response.json({ data: { node: { __typename: 'Job', id, ...answer(id) } } }));
    },
  });
  return { wrapper: ({ children }: { children: ReactNode }) => <Provider value={client}>{children}</Provider> };
}
const unasked = asking(() => ({ state: 'RUNNING', progress: 0 }));

test('a job is followed until it is over, and the next takes its stream', async () => {
  const streams = serve();
  const over = vi.fn();
  const { result } = renderHook(() => useJobStreams(['a', 'b', 'c', 'd'], over), unasked);
  await waitFor(() => expect(streams.map(({ jobId }) => jobId)).toEqual(['a', 'b', 'c']));
  act(() => streams[0]?.tell({ state: 'RUNNING', progress: 3 }));
  await waitFor(() => expect(result.current.get('a')).toMatchObject({ state: 'RUNNING', progress: 3 }));
  expect(over).not.toHaveBeenCalled();
  act(() => streams[0]?.tell({ state: 'DONE', progress: 5 }));
  await waitFor(() => expect(over).toHaveBeenCalledTimes(1));
  await waitFor(() => expect(streams.map(({ jobId }) => jobId)).toEqual(['a', 'b', 'c', 'd']));
  expect(streams.map(({ signal }) => signal.aborted)).toEqual([true, false, false, false]);
});

test('who leaves the page leaves its streams', async () => {
  const streams = serve();
  const { unmount } = renderHook(() => useJobStreams(['a'], () => undefined), unasked);
  await waitFor(() => expect(streams).toHaveLength(1));
  unmount();
  expect(streams[0]?.signal.aborted).toBe(true);
});

test('a job whose stream is silent is asked about until it is over', async () => {
  vi.useFakeTimers();
  serve();
  const over = vi.fn();
  let job: object = { state: 'RUNNING', progress: 40 };
  const { result } = renderHook(() => useJobStreams(['a'], over), asking(() => job));
  await act(() => vi.advanceTimersByTimeAsync(4900));
  expect(result.current.get('a')).toBeUndefined();
  await act(() => vi.advanceTimersByTimeAsync(200));
  expect(result.current.get('a')).toMatchObject({ state: 'RUNNING', progress: 40 });
  job = { state: 'DONE', progress: 50 };
  await act(() => vi.advanceTimersByTimeAsync(5000));
  expect(result.current.get('a')).toMatchObject({ state: 'DONE', progress: 50 });
  expect(over).toHaveBeenCalledTimes(1);
  job = { state: 'DONE', progress: 99 };
  await act(() => vi.advanceTimersByTimeAsync(20_000));
  expect(result.current.get('a')).toMatchObject({ progress: 50 });
});

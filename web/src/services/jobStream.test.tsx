// @vitest-environment jsdom
import { act, renderHook, waitFor } from '@testing-library/react';
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

afterEach(() => vi.unstubAllGlobals());

test('a job is followed until it is over, and the next takes its stream', async () => {
  const streams = serve();
  const over = vi.fn();
  const { result } = renderHook(() => useJobStreams(['a', 'b', 'c', 'd'], over));
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
  const { unmount } = renderHook(() => useJobStreams(['a'], () => undefined));
  await waitFor(() => expect(streams).toHaveLength(1));
  unmount();
  expect(streams[0]?.signal.aborted).toBe(true);
});

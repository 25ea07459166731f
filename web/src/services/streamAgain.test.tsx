// @vitest-environment jsdom
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { FollowJobDocument, JobDocument } from '../gql/graphql';
import { createClient } from './client';
import { staysWhile } from './session';
import { maybeSignedIn } from './signedIn';
import { useStream } from './stream';

let session = false;
let tries = 0;
const asStream = (text: string) => new Response(new ReadableStream<Uint8Array>({ start: (end) => end.enqueue(new TextEncoder().encode(text)) }));
const refused = 'event: error\ndata: {"errors":[{"extensions":{"code":"UNAUTHENTICATED"}}]}\n\n';

/** A server that knows nobody until `session` is true, and says so as `out` does. */
function serve(out: () => Response): void {
  session = false;
  tries = 0;
  vi.stubGlobal('fetch', (address: string) => {
    if (address !== '/graphql/events') return Promise.resolve(Response.json({ data: { node: null } }));
    tries++;
    return Promise.resolve(session ? asStream(':\n\n') : out());
  });
}

const follow = () => renderHook(() => useStream(FollowJobDocument, { jobId: 'a' }, 'en', () => undefined));
staysWhile(() => true);

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['by its status', () => new Response(null, { status: 401 })],
  ['by an event', () => asStream(refused)],
])('a stream that was signed out %s comes back when the person does', async (_how, out) => {
  serve(out);
  const { result, unmount } = follow();
  await waitFor(() => expect(result.current).toBe('denied'));
  act(() => void window.dispatchEvent(new Event('focus')));
  await waitFor(() => expect(tries).toBe(2));
  session = true;
  act(() => void window.dispatchEvent(new Event('focus')));
  await waitFor(() => expect(result.current).toBe('open'));
  expect(tries).toBe(3);
  unmount();
});

test('a stream that was signed out comes back when a request is answered', async () => {
  serve(() => new Response(null, { status: 401 }));
  const { result, unmount } = follow();
  await waitFor(() => expect(result.current).toBe('denied'));
  session = true;
  await act(() => createClient('en').query(JobDocument, { id: 'a' }).toPromise());
  await waitFor(() => expect(result.current).toBe('open'));
  unmount();
});

test('who leaves the page waits no more', async () => {
  const leaving = new AbortController();
  const waited = maybeSignedIn(leaving.signal);
  leaving.abort();
  await waited;
  await maybeSignedIn(leaving.signal);
});

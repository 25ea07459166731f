// @vitest-environment jsdom
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Client, fetchExchange, Provider } from 'urql';
import { expect, test } from 'vitest';
import { RolesDocument } from '../gql/graphql';
import { isWhole, usePages, type Page } from './pages';

interface Row {
  id: string;
}
interface Answer {
  ids: string[];
  next: string | null;
}
interface Variables {
  search: string;
  after: string | null;
}

const read = (data: unknown): Page<Row> => {
  const { ids, next } = (data as { page: Answer }).page;
  return { rows: ids.map((id) => ({ id })), endCursor: next, hasNextPage: next !== null };
};

/** A list over a server that answers by `answer`; null is a lost connection. */
function list(answer: (variables: Variables) => Answer | null) {
  const client = new Client({
    url: 'http://console.test/graphql',
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetch: async (_url, init) => {
      const page = answer((JSON.parse(String(init?.body)) as { variables: Variables }).variables);
      if (!page) throw new TypeError('no connection');
      return Response.json({ data: { page } });
    },
  });
  const wrapper = ({ children }: { children: ReactNode }) => <Provider value={client}>{children}</Provider>;
  // Which document is sent does not matter to paging.
  return renderHook(({ search }) => usePages(RolesDocument as never, { search } as never, read), {
    wrapper,
    initialProps: { search: '' },
  });
}

const ids = (rows: Row[]) => rows.map(({ id }) => id).join('');

test('pages follow the cursor to the end, and no further', async () => {
  const asked: (string | null)[] = [];
  const { result } = list(({ after }) => {
    asked.push(after);
    return after ? { ids: ['c', 'd'], next: null } : { ids: ['a', 'b'], next: 'b' };
  });
  await waitFor(() => expect(ids(result.current.rows)).toBe('ab'));
  expect(result.current.hasMore).toBe(true);
  act(() => result.current.more());
  await waitFor(() => expect(ids(result.current.rows)).toBe('abcd'));
  expect(result.current.hasMore).toBe(false);
  act(() => result.current.more());
  expect(asked).toContain('b');
  expect(ids(result.current.rows)).toBe('abcd');
});

test('a row that moved to the next page meanwhile is shown once', async () => {
  const { result } = list(({ after }) => (after ? { ids: ['b', 'c'], next: null } : { ids: ['a', 'b'], next: 'b' }));
  await waitFor(() => expect(ids(result.current.rows)).toBe('ab'));
  act(() => result.current.more());
  await waitFor(() => expect(ids(result.current.rows)).toBe('abc'));
});

test('a new search keeps the old rows until its own are there', async () => {
  const { result, rerender } = list(({ search }) => ({ ids: [search || 'everybody'], next: null }));
  await waitFor(() => expect(ids(result.current.rows)).toBe('everybody'));
  rerender({ search: 'ann' });
  expect(result.current).toMatchObject({ rows: [{ id: 'everybody' }], outdated: true, loading: true });
  await waitFor(() => expect(ids(result.current.rows)).toBe('ann'));
  expect(result.current.outdated).toBe(false);
});

test('a lost connection keeps what is there, and a second try goes on', async () => {
  let connected = true;
  const { result } = list(({ after }) => {
    if (!connected) return null;
    return after ? { ids: ['c'], next: null } : { ids: ['a', 'b'], next: 'b' };
  });
  await waitFor(() => expect(ids(result.current.rows)).toBe('ab'));
  connected = false;
  act(() => result.current.more());
  await waitFor(() => expect(result.current.trouble).toEqual({ kind: 'offline' }));
  expect(ids(result.current.rows)).toBe('ab');
  expect(isWhole(result.current)).toBe(false);
  connected = true;
  act(() => result.current.retry());
  await waitFor(() => expect(ids(result.current.rows)).toBe('abc'));
  expect(result.current.trouble).toBeNull();
  expect(isWhole(result.current)).toBe(true);
});

test('rows of the search before are not what a search found that failed', async () => {
  const { result, rerender } = list(({ search }) => (search ? null : { ids: ['everybody'], next: null }));
  await waitFor(() => expect(isWhole(result.current)).toBe(true));
  rerender({ search: 'ann' });
  await waitFor(() => expect(result.current.trouble).toEqual({ kind: 'offline' }));
  expect(ids(result.current.rows)).toBe('everybody');
  expect(isWhole(result.current)).toBe(false);
  expect(await result.current.everything?.()).toBeNull();
});

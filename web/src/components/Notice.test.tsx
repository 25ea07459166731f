// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { show } from '../test/show';
import { ListBody } from './lists/ListBody';
import { TroubleNotice } from './Notice';

const list = { rows: [], loading: false, trouble: null, hasMore: false, outdated: false, more: () => {}, retry: () => {} };
const body = { empty: 'Nobody is here yet', narrowed: false, onClear: () => {}, children: 'the list' };

test('loading', async () => {
  await show(<ListBody {...body} list={{ ...list, loading: true }} />);
  screen.getByRole('status', { name: 'Loading the list' });
});

test('empty', async () => {
  await show(<ListBody {...body} list={list} />);
  screen.getByRole('heading', { name: 'Nobody is here yet' });
});

test('nothing found leads back to everything', async () => {
  const onClear = vi.fn();
  await show(<ListBody {...body} list={list} narrowed onClear={onClear} />);
  fireEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }));
  expect(onClear).toHaveBeenCalledOnce();
});

test('a search that found nothing may go on in a wider list', async () => {
  const run = vi.fn();
  await show(<ListBody {...body} list={list} narrowed wider={{ label: 'Search all deals', run }} />);
  screen.getByRole('button', { name: 'Clear search and filters' });
  fireEvent.click(screen.getByRole('button', { name: 'Search all deals' }));
  expect(run).toHaveBeenCalledOnce();
});

test('denied says so and offers no second try', async () => {
  await show(<ListBody {...body} list={{ ...list, trouble: { kind: 'denied' } }} />);
  screen.getByRole('heading', { name: 'You may not see this' });
  expect(screen.queryByRole('button')).toBeNull();
});

test.each(['denied', 'absent'] as const)('a whole page that is %s leads to the first page', async (kind) => {
  await show(<TroubleNotice trouble={{ kind }} alone />);
  screen.getByRole('button', { name: 'Go to the first page' });
});

test('an error offers a second try and the reference to tell', async () => {
  const retry = vi.fn();
  await show(<ListBody {...body} list={{ ...list, retry, trouble: { kind: 'broken', reference: 'req_9' } }} />);
  screen.getByText(/Reference: req_9/);
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(retry).toHaveBeenCalledOnce();
});

test('rows that are there stay when more of them can not be had', async () => {
  await show(<ListBody {...body} list={{ ...list, rows: [{}], trouble: { kind: 'offline' } }} />);
  screen.getByText('the list');
  screen.getByText(/Mandate can't be reached/);
  screen.getByRole('button', { name: 'Try again' });
});

test.each([{ rows: [] }, { rows: [{}] }])('who is signed out finds the way to sign in elsewhere, and is not told to save', async ({ rows }) => {
  await show(<ListBody {...body} list={{ ...list, rows, trouble: { kind: 'signedOut' } }} />);
  const way = screen.getByRole('link', { name: 'Sign in in another tab' });
  expect([way.getAttribute('target'), way.getAttribute('href')]).toEqual(['_blank', '/login']);
  expect(document.body.textContent).toContain('then try again here');
  expect(document.body.textContent).not.toMatch(/save|entered/);
});

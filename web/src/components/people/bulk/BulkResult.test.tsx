// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { BulkLine } from '../../../services/bulk';
import { administrator, show } from '../../../test/show';
import { BulkResult } from './BulkResult';

const line = (id: string, outcome: BulkLine['outcome']): BulkLine => ({ id, name: id, outcome, reason: '' });
const report = { count: 3, job: null, lines: [line('ann', 'CHANGED'), line('bob', 'WAITS'), line('cy', 'WAITS')] };
const way = (name: string) => screen.queryByRole('link', { name });

test('what waits for a second person is not told as changed, and leads to where it is confirmed', async () => {
  await show(<BulkResult report={report} done />);
  screen.getByText('1 changed, 0 stayed as they were, 0 refused.');
  screen.getByText('2 wait for a second person.', { exact: false });
  expect(screen.getAllByText('waits for a second person')).toHaveLength(2);
  expect(way('Show the waiting changes')?.getAttribute('href')).toBe('/changes');
});

test('on trial it says what would wait', async () => {
  await show(<BulkResult report={report} done={false} />);
  screen.getByText('2 would wait for a second person.', { exact: false });
  expect(way('Show the waiting changes')).toBeNull();
});

test('where nothing waits, or the page is not theirs, there is no way to it', async () => {
  await show(<BulkResult report={{ ...report, lines: [line('ann', 'CHANGED')] }} done />);
  expect(screen.queryByText('second person', { exact: false })).toBeNull();
  await show(<BulkResult report={report} done />, { viewer: { ...administrator, permissions: new Set(['user.manage']) }, language: 'de' });
  screen.getByText('2 warten auf eine zweite Person.', { exact: false });
  expect(way('Wartende Änderungen anzeigen')).toBeNull();
});

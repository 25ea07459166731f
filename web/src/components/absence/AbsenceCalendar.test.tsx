// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { beforeAll, expect, test } from 'vitest';
import type { Absence } from '../../services/absences';
import { show } from '../../test/show';
import { AbsenceCalendar } from './AbsenceCalendar';

const lead = { id: 'usr_lead', name: 'Zoe Hart' };
const absences: Absence[] = Array.from({ length: 500 }, (_, index) => ({
  ...{ id: `ooo_${index}`, version: 1, startDate: '2026-03-09', endDate: '2026-03-13', startsAt: '2026-03-09T04:00:00Z', endsAt: '2026-03-14T04:00:00Z' },
  ...{ user: { id: `usr_${index}`, name: `Person ${String(index).padStart(3, '0')}` }, lead, delegate: null, state: 'SCHEDULED' as const, endReason: null },
}));

// jsdom lays nothing out: the frame is as high as a large screen allows.
beforeAll(() => {
  Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, get: () => 900 });
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 900 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, get: () => 1200 });
});

const drawn = () => document.querySelectorAll('[data-index]').length;
const calendar = (teams: boolean) => <AbsenceCalendar month="2026-03" today="2026-03-03" absences={absences} teams={teams} onPick={() => undefined} />;

test('of 500 people who are away at most 60 are drawn, and each says of how many it is', async () => {
  await show(calendar(false));
  await waitFor(() => expect(drawn()).toBeGreaterThan(20));
  expect(drawn()).toBeLessThanOrEqual(60);
  expect(screen.getAllByRole('listitem')[0]!.getAttribute('aria-setsize')).toBe('500');
});

test('people stand under who leads them', async () => {
  await show(calendar(true));
  await screen.findByText('Zoe Hart: 500 people');
  expect(screen.getAllByRole('listitem')[0]!.getAttribute('aria-setsize')).toBe('501');
});

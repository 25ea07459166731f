import { expect, test } from 'vitest';
import { historySearch, isNarrowed, whereOf } from './historySearch';

test('days are those of the company, and the last one counts whole', () => {
  const where = whereOf({ from: '2026-03-07', to: '2026-03-08' }, 'America/Toronto');
  // The clocks go forward in between: the second day has 23 hours.
  expect(where).toEqual({ from: '2026-03-07T05:00:00Z', to: '2026-03-09T04:00:00Z' });
});

test('what makes no sense in the address is left out', () => {
  expect(historySearch({ kind: 'nonsense', from: 'yesterday', actions: 'USER_CREATED', q: '' })).toEqual({});
  const search = historySearch({ kind: 'deal', actions: ['DEAL_STATUS', 3], person: 'usr_1', q: 'appraisal', to: '2026-01-31' });
  expect(whereOf(search, 'UTC')).toEqual({ personId: 'usr_1', actions: ['DEAL_STATUS'], targetKind: 'deal', text: 'appraisal', to: '2026-02-01T00:00:00Z' });
  expect(isNarrowed(search)).toBe(true);
  expect(isNarrowed(historySearch({ export: true, hide: 'WHY' }))).toBe(false);
});

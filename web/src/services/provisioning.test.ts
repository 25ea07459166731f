import { expect, test } from 'vitest';
import { kindsOf, logWhere, spanOf } from './provisioning';

test('what the address asks for is what the log is asked for', () => {
  expect(logWhere({})).toEqual({});
  expect(logWhere({ q: 'ada', outcome: 'failed', cause: 'uniqueness' })).toEqual({ text: 'ada', outcomes: ['REFUSED', 'FAILED'], cause: 'uniqueness' });
});

test('a day is shown by the hour, a month by the day', () => {
  const now = new Date('2026-03-03T10:20:00Z');
  expect(spanOf(undefined, now)).toEqual({ range: { from: '2026-03-02T11:00:00.000Z', to: '2026-03-03T11:00:00.000Z' }, bucket: 'HOUR' });
  expect(spanOf('month', now).bucket).toBe('DAY');
});

test('a bucket counts each request once', () => {
  const bucket = { __typename: 'ProvisioningBucket' as const, at: '', total: 36, read: 1, created: 2, changed: 3, unchanged: 4, deleted: 5, previewed: 6, refused: 7, failed: 8 };
  expect(kindsOf(bucket)).toEqual({ changes: 10, failures: 15, others: 11 });
});

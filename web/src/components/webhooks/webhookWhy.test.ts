import { expect, test } from 'vitest';
import type { Webhook } from '../../services/webhooks';
import { webhookWhy } from './webhookWhy';

test.each<[Webhook['state'], string, string]>([
  ['ACTIVE', '', 'FAILING'],
  ['PAUSED', '', 'PAUSED'],
  ['DISABLED', 'FAILING', 'DISABLED'],
  ['DISABLED', 'GONE', 'GONE'],
  ['DISABLED', 'SECRET_UNREAD', 'SECRET_UNREAD'],
])('a webhook that is %s for %j is told as %s', (state, reason, want) => {
  expect(webhookWhy({ state, reason })).toBe(want);
});

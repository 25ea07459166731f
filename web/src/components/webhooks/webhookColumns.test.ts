import { expect, test } from 'vitest';
import { formatsOf } from '../../services/format';
import type { Names } from '../../services/names';
import type { Webhook } from '../../services/webhooks';
import { tableOf } from '../lists/useListFile';
import { told, webhookColumns } from './webhookColumns';

const t = ((key: string, values?: { count?: number }) => [key, values?.count].filter(Boolean).join(' ')) as never;
const names = { action: (action: string) => action } as Names;
const columns = webhookColumns(t, formatsOf('en'), names).filter(({ id }) => id === 'EVENTS');

test.each([
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c webhooks.moreEvents 2', 'a, b, c, d, e'],
  [['a', 'b', 'c'], 'a, b, c', 'a, b, c'],
  [[], 'webhooks.allEvents', 'webhooks.allEvents'],
])('of the events %j the list tells the first, the file all', (events, shown, written) => {
  const webhook = { events } as unknown as Webhook;
  expect(told(webhook, t, names)).toBe(shown);
  expect(tableOf(columns, [webhook]).lines).toEqual([[written]]);
});

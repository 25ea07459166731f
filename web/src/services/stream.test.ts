import { expect, test } from 'vitest';
import { eventsIn } from './stream';

test('events are read whole, and the rest is kept', () => {
  const { events, rest } = eventsIn('retry: 1000\n\n:\n\nevent: next\nid: prov_1\ndata: {"a":1}\n\nevent: next\nid: pro');
  expect(events).toEqual([{ event: 'next', id: 'prov_1', data: '{"a":1}' }]);
  expect(rest).toBe('event: next\nid: pro');
});

test('an event without data is one', () => {
  expect(eventsIn('event: complete\ndata: \n\n').events).toEqual([{ event: 'complete', id: '', data: '' }]);
});

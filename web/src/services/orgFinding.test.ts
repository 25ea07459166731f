import { expect, test } from 'vitest';
import { managersAbove } from './orgFinding';

const managers: Record<string, string> = { dan: 'cal', cal: 'ben', ben: 'ann', eve: 'fay', fay: 'eve', guy: 'eve' };
const read = (id: string) => Promise.resolve(managers[id] ?? null);

test('the way to somebody leads from the top', async () => {
  expect(await managersAbove(read, 'dan')).toEqual(['ann', 'ben', 'cal']);
  expect(await managersAbove(read, 'ann')).toEqual([]);
});

test('there is no way into a circle, also for who stands beside it', async () => {
  expect(await managersAbove(read, 'eve')).toBeNull();
  expect(await managersAbove(read, 'guy')).toBeNull();
});

import { expect, test } from 'vitest';
import { kept } from './kept';

test('what is read of a node stays the same for as long as the node does', () => {
  const rowOf = kept(({ name }: { name: string }) => ({ title: name }));
  const node = { name: 'Claire' };
  const first = rowOf(node);
  expect(first).toEqual({ title: 'Claire' });
  expect(rowOf(node)).toBe(first);
  expect(rowOf({ name: 'Claire' })).not.toBe(first);
});

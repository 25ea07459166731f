// @vitest-environment jsdom
import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useChosenRows } from './useChosenRows';

const row = (id: string, version = 1) => ({ id, version });

test('a chosen row stays known when another order has it no longer, and is the newest seen', () => {
  const { result, rerender } = renderHook(({ ids, rows }) => useChosenRows(new Set(ids), rows), { initialProps: { ids: ['a', 'b'], rows: [row('a'), row('b'), row('c')] } });
  rerender({ ids: ['a', 'b'], rows: [row('d'), row('b', 2)] });
  expect(result.current()).toEqual([row('a'), row('b', 2)]);
  rerender({ ids: ['b'], rows: [row('d')] });
  expect(result.current()).toEqual([row('b', 2)]);
});

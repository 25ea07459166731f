// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useSelection } from './useSelection';

const start = () => renderHook(({ key }) => useSelection(key), { initialProps: { key: 'all' } });

test('rows are chosen and taken back', () => {
  const { result } = start();
  act(() => result.current.set(['a', 'b'], true));
  act(() => result.current.set(['a'], false));
  expect([...result.current.ids]).toEqual(['b']);
  expect(result.current).toMatchObject({ some: true, everything: false });
  act(() => result.current.clear());
  expect(result.current.some).toBe(false);
});

test('everything holds what is not loaded, until one row is taken back', () => {
  const { result } = start();
  act(() => result.current.set(['a', 'b'], true));
  act(() => result.current.chooseEverything());
  expect(result.current.has('far away')).toBe(true);
  act(() => result.current.set(['b'], false));
  expect(result.current.has('far away')).toBe(false);
  expect([...result.current.ids]).toEqual(['a']);
});

test('another search forgets the choice', () => {
  const { result, rerender } = start();
  act(() => result.current.set(['a'], true));
  rerender({ key: 'roy' });
  expect(result.current.some).toBe(false);
  act(() => result.current.set(['b'], true));
  expect([...result.current.ids]).toEqual(['b']);
});

// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useDraft } from './useDraft';

const start = { value: { capacity: 5, amount: '100.00' }, version: 3 };

function draft() {
  return renderHook(({ value, version }) => useDraft(value, version), { initialProps: start });
}

test('follows the server until it is edited', () => {
  const { result, rerender } = draft();
  rerender({ value: { capacity: 8, amount: '100.00' }, version: 4 });
  expect(result.current).toMatchObject({ value: { capacity: 8 }, dirty: false, stale: false, version: 4 });
});

test('keeps the input when somebody else saves, and says so', () => {
  const { result, rerender } = draft();
  act(() => result.current.change({ capacity: 7 }));
  rerender({ value: { capacity: 8, amount: '900.00' }, version: 4 });
  expect(result.current).toMatchObject({ value: { capacity: 7, amount: '100.00' }, dirty: true, stale: true, version: 3 });
});

test('puts the kept input on top of the present version', () => {
  const { result, rerender } = draft();
  act(() => result.current.change({ capacity: 7 }));
  rerender({ value: { capacity: 8, amount: '900.00' }, version: 4 });
  act(() => result.current.keep());
  expect(result.current).toMatchObject({ value: { capacity: 7 }, stale: false, version: 4 });
});

test('forgets the input on demand', () => {
  const { result, rerender } = draft();
  act(() => result.current.change({ capacity: 7 }));
  rerender({ value: { capacity: 8, amount: '900.00' }, version: 4 });
  act(() => result.current.discard());
  expect(result.current).toMatchObject({ value: { capacity: 8, amount: '900.00' }, dirty: false, stale: false });
});

import { useHotkeys } from '@mantine/hooks';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef, type KeyboardEvent, type RefObject } from 'react';
import { focusSoon } from '../focusSoon';

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** The row that holds the keyboard; -1 where none does. */
function present(frame: HTMLElement | null): number {
  const row = document.activeElement?.closest('[data-index]');
  return row && frame?.contains(row) ? Number(row.getAttribute('data-index')) : -1;
}

/** Nothing lies over the list: a drawer or a dialog keeps the keys for itself. */
const free = () => document.querySelector('[role=dialog]') === null;

/**
 * Arrow keys move from row to row, also to rows that are not drawn yet; `j` and `k` do so
 * from anywhere on the page, and `x` chooses the row. Enter is the link's own.
 */
export function useRowKeys(frame: RefObject<HTMLElement | null>, virtual: Virtualizer<HTMLDivElement, Element>) {
  // The row that the keyboard is on its way to: keys may come faster than rows are drawn.
  const bound = useRef(-1);
  const here = useCallback(() => (bound.current >= 0 ? bound.current : present(frame.current)), [frame]);
  const go = useCallback(
    (index: number) => {
      if (index < 0 || index >= virtual.options.count) return;
      bound.current = index;
      virtual.scrollToIndex(index);
      focusSoon(
        () => (bound.current === index ? frame.current?.querySelector<HTMLElement>(`[data-index="${index}"] :is(a, button)`) : null),
        () => (bound.current = bound.current === index ? -1 : bound.current),
      );
    },
    [frame, virtual],
  );
  const step = (by: number) => {
    const from = here();
    if (free()) go(from < 0 ? virtual.range?.startIndex ?? 0 : from + by);
  };
  const choose = () => {
    if (free()) frame.current?.querySelector<HTMLInputElement>(`[data-index="${here()}"] input[type=checkbox]`)?.click();
  };
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['x', choose],
  ]);
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const by = steps[event.key];
      // A field inside a row keeps its arrow keys.
      if (!by || (event.target instanceof Element && event.target.closest('input:not([type=checkbox]), [role=menu]'))) return;
      const from = here();
      if (from < 0 && by < 0) return;
      event.preventDefault();
      go(from < 0 ? 0 : from + by);
    },
    [here, go],
  );
}

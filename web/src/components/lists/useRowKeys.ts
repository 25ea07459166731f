import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, type KeyboardEvent, type RefObject } from 'react';

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrow keys move from row to row, also to rows that are not drawn yet. */
export function useRowKeys(frame: RefObject<HTMLElement | null>, virtual: Virtualizer<HTMLDivElement, Element>) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const step = steps[event.key];
      const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
      const index = row ? Number(row.getAttribute('data-index')) + (step ?? 0) : 0;
      if (!step || index < 0 || index >= virtual.options.count) return;
      event.preventDefault();
      virtual.scrollToIndex(index);
      requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus());
    },
    [frame, virtual],
  );
}

import { useEffect, useState } from 'react';

/** A menu closes behind its item: what opened the menu opened what the item opens. */
const openerOf = (active: Element | null) => {
  const menu = active?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  return menu ? document.getElementById(menu) : active;
};

/**
 * Gives the keyboard back to what opened this once it is gone, unless something else has
 * taken it. Mantine does so only for what is drawn closed before it opens.
 */
export function useFocusBack(): void {
  const [opener] = useState(() => openerOf(document.activeElement));
  useEffect(
    () => () => {
      const free = document.activeElement === null || document.activeElement === document.body;
      if (free && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
}

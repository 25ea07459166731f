import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** The list of pages whose entry for the page in front is scrolled into sight, where the window is low. */
export function useCurrentInSight<T extends HTMLElement>() {
  const list = useRef<T>(null);
  const pathname = useLocation({ select: (at) => at.pathname });
  useEffect(() => {
    list.current?.querySelector('[data-status="active"]')?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);
  return list;
}

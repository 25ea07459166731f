import { useLocation } from '@tanstack/react-router';
import { createContext, useCallback, useContext, useEffect, useRef, type ReactNode } from 'react';

/** The address of a page as it was left, with its search and filters; the bare one where it wasn't seen yet. */
type Trail = (path: string) => string;

const TrailContext = createContext<Trail>((path) => path);

/** Remembers how pages were left, for as long as the console is open. */
export function TrailProvider({ children }: { children: ReactNode }) {
  const { pathname, searchStr } = useLocation();
  const left = useRef(new Map<string, string>());
  useEffect(() => {
    left.current.set(pathname, searchStr);
  }, [pathname, searchStr]);
  const trail = useCallback((path: string) => path + (left.current.get(path) ?? ''), []);
  return <TrailContext value={trail}>{children}</TrailContext>;
}

export const useTrail = (): Trail => useContext(TrailContext);

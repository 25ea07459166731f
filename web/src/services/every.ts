import { useEffect, useRef } from 'react';

/** Asks again and again while there is something to wait for and the window is looked at. */
export function useEvery(milliseconds: number, waiting: boolean, ask: () => void): void {
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setInterval(() => document.visibilityState === 'visible' && latest.current(), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds, waiting]);
}

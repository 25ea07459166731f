import { useEffect, useRef } from 'react';

/** Does something each time that a value has become another; not for the first one. */
export function useOnChange(value: unknown, run: () => void): void {
  const seen = useRef(value);
  useEffect(() => {
    if (seen.current === value) return;
    seen.current = value;
    run();
  });
}

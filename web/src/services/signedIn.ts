const waiting = new Set<() => void>();

/** An answer came that only a session gets: who waits for a session goes on. */
export function signedIn(): void {
  for (const goOn of [...waiting]) goOn();
}

/**
 * Waits until there may be a session again: a request was answered, or the person comes back to
 * this page, perhaps from signing in in another tab. Nothing is asked of the server meanwhile.
 */
export function maybeSignedIn(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      waiting.delete(goOn);
      window.removeEventListener('focus', goOn);
      signal.removeEventListener('abort', goOn);
      resolve();
    };
    waiting.add(goOn);
    window.addEventListener('focus', goOn);
    signal.addEventListener('abort', goOn);
    if (signal.aborted) goOn();
  });
}

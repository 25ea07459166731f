import { useBlocker } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { losesInput, UnsavedProvider, type Unsaved } from '../unsaved';
import { UnsavedQuestion } from '../UnsavedQuestion';

/** Asks before input is lost by going elsewhere; closing the window is asked by the browser. */
export function UnsavedGuard({ children }: { children: ReactNode }) {
  const [unsaved] = useState<Unsaved>(() => new Map());
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => losesInput(unsaved, next.pathname),
    enableBeforeUnload: () => unsaved.size > 0,
    withResolver: true,
  });
  return (
    <UnsavedProvider value={unsaved}>
      {children}
      <UnsavedQuestion asked={blocker.status === 'blocked'} onStay={() => blocker.reset?.()} onLeave={() => blocker.proceed?.()} />
    </UnsavedProvider>
  );
}

import { useBlocker } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { losesInput, UnsavedProvider, type Unsaved } from '../unsaved';

const UnsavedDialog = lazy(() => import('./UnsavedDialog').then(({ UnsavedDialog }) => ({ default: UnsavedDialog })));

/** Asks before input is lost by going elsewhere; closing the window is asked by the browser. */
export function UnsavedGuard({ children }: { children: ReactNode }) {
  const [unsaved] = useState<Unsaved>(() => new Map());
  const blocker = useBlocker({
    shouldBlockFn: ({ next }) => losesInput(unsaved, next.pathname),
    enableBeforeUnload: () => unsaved.size > 0,
    withResolver: true,
  });
  const blocked = blocker.status === 'blocked';
  return (
    <UnsavedProvider value={unsaved}>
      {children}
      <Suspense fallback={null}>{blocked && <UnsavedDialog onStay={() => blocker.reset?.()} onLeave={() => blocker.proceed?.()} />}</Suspense>
    </UnsavedProvider>
  );
}

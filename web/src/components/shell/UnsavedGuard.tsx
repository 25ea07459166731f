import { useBlocker } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { staysWhile } from '../../services/session';
import { losesInput, UnsavedProvider, type Unsaved } from '../unsaved';
import { UnsavedQuestion } from '../UnsavedQuestion';

/** Asks before input is lost by going elsewhere; closing the window is asked by the browser, and a session that ended takes nobody away. */
export function UnsavedGuard({ children }: { children: ReactNode }) {
  const [unsaved] = useState<Unsaved>(() => new Map());
  useEffect(() => staysWhile(() => unsaved.size > 0), [unsaved]);
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

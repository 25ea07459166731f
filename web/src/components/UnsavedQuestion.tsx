import { lazy, Suspense } from 'react';

const UnsavedDialog = lazy(() => import('./shell/UnsavedDialog').then(({ UnsavedDialog }) => ({ default: UnsavedDialog })));

interface Props {
  asked: boolean;
  onStay(): void;
  onLeave(): void;
}

/** Asks before input is lost; most pages never do. */
export function UnsavedQuestion({ asked, onStay, onLeave }: Props) {
  return <Suspense fallback={null}>{asked && <UnsavedDialog onStay={onStay} onLeave={onLeave} />}</Suspense>;
}

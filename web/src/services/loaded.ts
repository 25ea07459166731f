import { useRef } from 'react';
import type { CombinedError } from 'urql';
import { absence, type Trouble } from './fault';

/** One thing that a page shows: there, in trouble, or neither yet. */
export interface Loaded<Thing> {
  thing: Thing | null;
  trouble: Trouble | null;
  retry(): void;
}

interface Answer<Thing> {
  /** Of what; another key forgets what was there. */
  key: string;
  thing: Thing | null;
  error: CombinedError | undefined;
  /** An answer has come, with or without the thing. */
  answered: boolean;
  retry(): void;
}

/** What was there stays while the connection is lost: nobody loses what they typed beside it. */
export function useLoaded<Thing>({ key, thing, error, answered, retry }: Answer<Thing>): Loaded<Thing> {
  const kept = useRef<{ key: string; thing: Thing } | null>(null);
  if (thing) kept.current = { key, thing };
  if (thing) return { thing, trouble: null, retry };
  const trouble = absence(error, answered);
  const passing = trouble === null || trouble.kind === 'offline' || trouble.kind === 'busy';
  const before = passing && kept.current?.key === key ? kept.current.thing : null;
  return before ? { thing: before, trouble: null, retry } : { thing: null, trouble, retry };
}

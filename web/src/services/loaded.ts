import type { Trouble } from './fault';

/** One thing that a page shows: there, in trouble, or neither yet. */
export interface Loaded<Thing> {
  thing: Thing | null;
  trouble: Trouble | null;
  retry(): void;
}

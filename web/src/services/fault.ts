import type { CombinedError } from 'urql';

/** What went wrong, in the words that pages switch on. */
export type Trouble =
  | { kind: 'signedOut' }
  | { kind: 'denied' }
  | { kind: 'unproven' }
  | { kind: 'absent' }
  | { kind: 'offline' }
  | { kind: 'busy' }
  | { kind: 'broken'; reference?: string };

/** A refusal in a payload: nothing was written. The message is in the person's language. */
export interface Refusal {
  code: string;
  field: string[];
  message: string;
}

const kinds: Record<string, Exclude<Trouble['kind'], 'broken'>> = {
  UNAUTHENTICATED: 'signedOut',
  FORBIDDEN: 'denied',
  STEP_UP_REQUIRED: 'unproven',
  NOT_FOUND: 'absent',
  THROTTLED: 'busy',
  UNAVAILABLE: 'busy',
};

/** Translates what the GraphQL client reports; codes decide, never texts. */
export function troubleOf(error: CombinedError): Trouble {
  const status = (error.response as Response | undefined)?.status;
  if (status === 401) return { kind: 'signedOut' };
  for (const { extensions } of error.graphQLErrors) {
    const kind = kinds[String(extensions?.['code'])];
    if (kind) return { kind };
  }
  if (error.networkError && status === undefined) return { kind: 'offline' };
  if (status === 429 || status === 503) return { kind: 'busy' };
  const reference = error.graphQLErrors[0]?.extensions?.['reference'];
  return typeof reference === 'string' ? { kind: 'broken', reference } : { kind: 'broken' };
}

/** Nothing came: because something is in the way, or because there is nothing. */
export function absence(error: CombinedError | undefined, answered: boolean): Trouble | null {
  if (error) return troubleOf(error);
  return answered ? { kind: 'absent' } : null;
}

export function refusalsOf(errors: readonly { code: string; field?: readonly string[] | null; message: string }[]): Refusal[] {
  return errors.map(({ code, field, message }) => ({ code, message, field: [...(field ?? [])] }));
}

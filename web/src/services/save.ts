import { useCallback, useState } from 'react';
import type { CombinedError } from 'urql';
import { refusalsOf, troubleOf, type Refusal, type Trouble } from './fault';

/** What became of a change: written, refused (then nothing was written), or in trouble. */
export interface Outcome {
  written: boolean;
  refusals: Refusal[];
  trouble: Trouble | null;
}

interface Payload {
  userErrors: Parameters<typeof refusalsOf>[0];
  warnings?: readonly { code: string; message: string }[];
}

/**
 * Reads the payload of any mutation: `userErrors` empty means written. What was made by a
 * call whose answer got lost has no secret to show any more: it is told like a refusal.
 */
export function outcomeOf(result: { error?: CombinedError }, payload: Payload | null | undefined): Outcome {
  if (result.error || !payload) {
    return { written: false, refusals: [], trouble: result.error ? troubleOf(result.error) : { kind: 'broken' } };
  }
  const unshown = payload.warnings?.filter(({ code }) => code === 'SECRET_SHOWN_ONCE') ?? [];
  const refusals = refusalsOf([...payload.userErrors, ...unshown]);
  return { written: refusals.length === 0, refusals, trouble: null };
}

export interface Save {
  saving: boolean;
  /** The last change was written. */
  saved: boolean;
  refusals: Refusal[];
  trouble: Trouble | null;
  /** Sends a change; true when it was written. What went wrong stays to be shown. */
  run(change: () => Promise<Outcome>): Promise<boolean>;
}

const untold: Outcome = { written: false, refusals: [], trouble: null };

export function useSave(): Save {
  const [saving, setSaving] = useState(false);
  const [told, setTold] = useState(untold);
  const run = useCallback(async (change: () => Promise<Outcome>) => {
    setSaving(true);
    setTold(untold);
    const outcome = await change();
    setTold(outcome);
    setSaving(false);
    return outcome.written;
  }, []);
  const { written, refusals, trouble } = told;
  return { saving, saved: written, refusals, trouble, run };
}

import { useCallback, useState } from 'react';
import type { CombinedError } from 'urql';
import { refusalsOf, troubleOf, type Refusal, type Trouble } from './fault';

/** What became of a change: written, refused (then nothing was written), or in trouble. */
export interface Outcome {
  written: boolean;
  refusals: Refusal[];
  trouble: Trouble | null;
}

type UserErrors = Parameters<typeof refusalsOf>[0];

/** Reads the payload of any mutation: `userErrors` empty means written. */
export function outcomeOf(result: { error?: CombinedError }, payload: { userErrors: UserErrors } | null | undefined): Outcome {
  if (result.error || !payload) {
    return { written: false, refusals: [], trouble: result.error ? troubleOf(result.error) : { kind: 'broken' } };
  }
  const refusals = refusalsOf(payload.userErrors);
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

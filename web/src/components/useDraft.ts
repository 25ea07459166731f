import { useCallback, useState } from 'react';
import { useUnsaved } from './unsaved';

export interface Draft<Value> {
  value: Value;
  /** What the input began with. */
  base: Value;
  /** What the server holds now. */
  present: Value;
  dirty: boolean;
  /** The version that the input was made on: what a save expects to find. */
  version: number;
  /** Somebody changed the thing while it was being edited; the input is kept. */
  stale: boolean;
  change(part: Partial<Value>): void;
  /** Takes the present values; the input is gone. Also right after a save. */
  discard(): void;
  /** Keeps the input, now on top of the present version. */
  keep(): void;
  /** Takes other input, on top of the present version. */
  merge(value: Value): void;
}

interface Edit<Value> {
  value: Value;
  base: Value;
  version: number;
}

/**
 * Input on a versioned thing. Untouched, it follows what the server says; once
 * edited it stays as typed, whatever arrives meanwhile, and whoever leaves is asked.
 */
export function useDraft<Value extends object>(present: Value, version: number): Draft<Value> {
  const [edit, setEdit] = useState<Edit<Value> | null>(null);
  const change = useCallback(
    (part: Partial<Value>) =>
      setEdit((before) => ({ value: { ...(before?.value ?? present), ...part }, base: before?.base ?? present, version: before?.version ?? version })),
    [present, version],
  );
  const discard = useCallback(() => setEdit(null), []);
  const keep = useCallback(() => setEdit((before) => before && { ...before, base: present, version }), [present, version]);
  const merge = useCallback((value: Value) => setEdit({ value, base: present, version }), [present, version]);
  useUnsaved(edit !== null);
  return {
    value: edit?.value ?? present,
    base: edit?.base ?? present,
    present,
    dirty: edit !== null,
    version: edit?.version ?? version,
    stale: edit !== null && edit.version !== version,
    change,
    discard,
    keep,
    merge,
  };
}

import { useCallback, useMemo, useState } from 'react';

/** Which rows of a list are chosen, for something that is done to all of them. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** Everything that the list finds is chosen, also what is not loaded. */
  everything: boolean;
  some: boolean;
  has(id: string): boolean;
  set(ids: readonly string[], chosen: boolean): void;
  chooseEverything(): void;
  clear(): void;
}

interface Chosen {
  key: string;
  ids: ReadonlySet<string>;
  everything: boolean;
}

const none: ReadonlySet<string> = new Set();

/** Keeps the choice while `key` stays: another search or filter begins anew. */
export function useSelection(key: string): Selection {
  const [chosen, setChosen] = useState<Chosen>({ key, ids: none, everything: false });
  const { ids, everything } = chosen.key === key ? chosen : { ids: none, everything: false };
  const set = useCallback(
    (some: readonly string[], on: boolean) =>
      setChosen((before) => {
        const next = new Set(before.key === key ? before.ids : none);
        for (const id of some) if (on) next.add(id); else next.delete(id);
        return { key, ids: next, everything: false };
      }),
    [key],
  );
  const chooseEverything = useCallback(() => setChosen((before) => ({ key, ids: before.ids, everything: true })), [key]);
  const clear = useCallback(() => setChosen({ key, ids: none, everything: false }), [key]);
  return useMemo(
    () => ({ ids, everything, some: everything || ids.size > 0, has: (id) => everything || ids.has(id), set, chooseEverything, clear }),
    [ids, everything, set, chooseEverything, clear],
  );
}

import { createContext, useContext, useEffect, useId } from 'react';

/** The forms that hold input which is not saved, and the address at which each of them stands. */
export type Unsaved = Map<string, string>;

const Forms = createContext<Unsaved | null>(null);
export const UnsavedProvider = Forms.Provider;

const Place = createContext<string | null>(null);

/** Forms below stand at this address and all below it, such as the tabs of one drawer. */
export const UnsavedPlace = Place.Provider;

/** Tells the guard of the page whether this form holds input that is not saved. */
export function useUnsaved(dirty: boolean): void {
  const id = useId();
  const forms = useContext(Forms);
  const place = useContext(Place);
  useEffect(() => {
    if (!forms || !dirty) return;
    forms.set(id, place ?? window.location.pathname);
    return () => void forms.delete(id);
  }, [forms, id, dirty, place]);
}

/** Whether going to an address would take a form with input away. */
export function losesInput(unsaved: Unsaved, next: string): boolean {
  return [...unsaved.values()].some((place) => next !== place && !next.startsWith(`${place}/`));
}

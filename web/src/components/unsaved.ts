import { createContext, useContext, useEffect, useId } from 'react';

/** The forms that hold input which is not saved, and the address at which each of them stands. */
export type Unsaved = Map<string, string>;

const Forms = createContext<Unsaved | null>(null);
export const UnsavedProvider = Forms.Provider;

const Place = createContext<string | null>(null);

/** Forms below stand at this address and all below it, such as the tabs of one drawer. */
export const UnsavedPlace = Place.Provider;

const Within = createContext<Set<string> | null>(null);

/** Forms below stand in this drawer: it holds those of them that hold input. */
export const UnsavedWithin = Within.Provider;

/** Tells the guard of the page, and the drawer around it, whether this form holds input that is not saved. */
export function useUnsaved(dirty: boolean): void {
  const id = useId();
  const forms = useContext(Forms);
  const within = useContext(Within);
  const place = useContext(Place);
  useEffect(() => {
    if (!dirty) return;
    forms?.set(id, place ?? window.location.pathname);
    within?.add(id);
    return () => {
      forms?.delete(id);
      within?.delete(id);
    };
  }, [forms, within, id, dirty, place]);
}

/** Gives up the input of these forms: nobody is asked for it again. */
export function useGivingUp(): (given: ReadonlySet<string>) => void {
  const forms = useContext(Forms);
  return (given) => given.forEach((id) => forms?.delete(id));
}

/** Whether going to an address would take a form with input away. */
export function losesInput(unsaved: Unsaved, next: string): boolean {
  return [...unsaved.values()].some((place) => next !== place && !next.startsWith(`${place}/`));
}

/** Somebody, as they are named wherever they occur. */
export interface Person {
  id: string;
  name: string;
}

export const personOf = (wire: Person | null | undefined): Person | null => (wire ? { id: wire.id, name: wire.name } : null);

/** First letters of the first and the last word, where a name has no room. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .filter((_, place, all) => place === 0 || place === all.length - 1)
    .join('')
    .toUpperCase();

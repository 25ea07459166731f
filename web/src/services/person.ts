/** Somebody, as they are named wherever they occur. */
export interface Person {
  id: string;
  name: string;
  /** Where two people of one name must be told apart. */
  email?: string;
}

export const personOf = (wire: Person | null | undefined): Person | null => (wire ? { id: wire.id, name: wire.name, ...(wire.email && { email: wire.email }) } : null);

/** A person as nobody mistakes them for a namesake. */
export const fullNameOf = ({ name, email }: Person): string => (email ? `${name} (${email})` : name);

/** What people are called among others: by their name alone, where that is nobody else's. */
export function namesAmong(people: readonly Person[]): Map<string, string> {
  const times = new Map<string, number>();
  for (const { name } of people) times.set(name, (times.get(name) ?? 0) + 1);
  return new Map(people.map((person) => [person.id, (times.get(person.name) ?? 0) > 1 ? fullNameOf(person) : person.name]));
}

/** First letters of the first and the last word, where a name has no room. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .filter((_, place, all) => place === 0 || place === all.length - 1)
    .join('')
    .toUpperCase();

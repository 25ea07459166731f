/** Somebody, as they are named wherever they occur. */
export interface Person {
  id: string;
  name: string;
}

export const personOf = (wire: Person | null | undefined): Person | null => (wire ? { id: wire.id, name: wire.name } : null);

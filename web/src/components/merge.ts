/** One field of a form, as people read it. */
export interface Compared<Value> {
  field: keyof Value;
  label: string;
  text(value: Value): string;
}

/** Whose value of a field counts. */
export type Side = 'mine' | 'theirs';

export interface Difference<Value> {
  field: keyof Value;
  label: string;
  mine: string;
  theirs: string;
  /** What only one of the two changed is taken from who changed it; where both did, the person's own stands first. */
  likely: Side;
}

interface Versions<Value> {
  /** What both began with. */
  base: Value;
  /** What the person typed. */
  value: Value;
  /** What the server holds now. */
  present: Value;
}

/** Ids of what is picked in a field: somebody, entries of a catalogue, codes; null where a field holds something else. */
function picksOf(part: unknown): string[] | null {
  const ids = [part].flat().map((one) => (typeof one === 'object' && one !== null && 'id' in one ? one.id : one));
  if (!Array.isArray(part) && ids[0] === part) return null;
  return ids.every((id) => typeof id === 'string') ? [...ids].sort() : null;
}

/** By what a field is the same as another: namesakes are two people, and the order of what is picked says nothing. */
function sameness<Value>({ field, text }: Compared<Value>, value: Value): string {
  const picks = picksOf(value[field]);
  return picks ? JSON.stringify(picks) : text(value);
}

/** The fields in which the input and what was saved meanwhile say something else. */
export function differencesOf<Value>({ base, value, present }: Versions<Value>, compare: readonly Compared<Value>[]): Difference<Value>[] {
  return compare
    .filter((compared) => sameness(compared, value) !== sameness(compared, present))
    .map((compared) => ({
      ...{ field: compared.field, label: compared.label, mine: compared.text(value), theirs: compared.text(present) },
      likely: sameness(compared, base) === sameness(compared, value) ? 'theirs' : 'mine',
    }));
}

/** The input with the other's value wherever that was chosen; everything else stays as typed. */
export function mergedOf<Value extends object>({ value, present }: Versions<Value>, compare: readonly Compared<Value>[], sides: ReadonlyMap<keyof Value, Side>): Value {
  const merged = { ...value };
  for (const { field } of compare) if (sides.get(field) === 'theirs') merged[field] = present[field];
  return merged;
}

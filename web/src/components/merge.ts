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

/** The fields in which the input and what was saved meanwhile say something else. */
export function differencesOf<Value>({ base, value, present }: Versions<Value>, compare: readonly Compared<Value>[]): Difference<Value>[] {
  return compare
    .map(({ field, label, text }) => ({
      ...{ field, label, mine: text(value), theirs: text(present) },
      likely: text(base) === text(value) ? ('theirs' as const) : ('mine' as const),
    }))
    .filter(({ mine, theirs }) => mine !== theirs);
}

/** The input with the other's value wherever that was chosen; fields that nobody compares stay as typed. */
export function mergedOf<Value extends object>({ value, present }: Versions<Value>, compare: readonly Compared<Value>[], sides: ReadonlyMap<keyof Value, Side>): Value {
  const merged = { ...value };
  for (const { field } of compare) if (sides.get(field) !== 'mine') merged[field] = present[field];
  return merged;
}

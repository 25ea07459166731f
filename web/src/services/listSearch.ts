import { hiddenOf, type Hidden } from './hidden';
import { flagIn, textIn } from './search';

/** What the address of a list holds beside its filters: the columns that are hidden, and the order. */
export interface ListSearch {
  hide?: Hidden;
  /** Id of the column that the rows are sorted by; left out: as the list comes. */
  by?: string;
  desc?: true;
  /** Words that rows hold. */
  q?: string;
}

/** Reads the address; text that is no id of a column sorts by nothing. */
export function listSearch(raw: Record<string, unknown>): ListSearch {
  const by = raw['by'];
  return { hide: hiddenOf(raw['hide']), by: typeof by === 'string' && /^\w+$/.test(by) ? by : undefined, desc: flagIn(raw['desc']), q: textIn(raw['q']) };
}

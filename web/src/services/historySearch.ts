import type { HistoryWhere } from '../gql/graphql';
import { addDays, isDate, type LocalDate } from './dates';
import { listSearch, type ListSearch } from './listSearch';
import { listIn, oneIn, textIn } from './search';
import { instantIn } from './zone';

/** Kinds of things that history is about, by the prefix of their ids. */
export const targetKinds = [
  ...(['usr', 'deal', 'apr', 'ten', 'rol', 'key', 'acc', 'ctc', 'pfl', 'dir', 'grp'] as const),
  ...(['conn', 'dom', 'app', 'whk', 'job', 'mail', 'prd', 'brk', 'tsk'] as const),
] as const;

/** What the address of the page holds. */
export interface HistorySearch extends ListSearch {
  person?: string;
  actions?: string[];
  kind?: (typeof targetKinds)[number];
  target?: string;
  from?: LocalDate;
  to?: LocalDate;
  export?: true;
}

const dateIn = (value: unknown): LocalDate | undefined => (typeof value === 'string' && isDate(value) ? value : undefined);

export const historySearch = (raw: Record<string, unknown>): HistorySearch => ({
  ...listSearch(raw),
  person: textIn(raw['person']),
  actions: listIn(raw['actions']),
  kind: oneIn(targetKinds, raw['kind']),
  target: textIn(raw['target']),
  from: dateIn(raw['from']),
  to: dateIn(raw['to']),
  export: raw['export'] === true ? true : undefined,
});

export const isNarrowed = ({ person, actions, kind, target, q, from, to }: HistorySearch): boolean => Boolean(person ?? actions ?? kind ?? target ?? q ?? from ?? to);

/** Days are the company's: the last one is counted whole. */
export function whereOf({ person, actions, kind, target, q, from, to }: HistorySearch, zone: string): HistoryWhere {
  return {
    ...(person && { personId: person }),
    ...(actions && { actions }),
    ...(kind && { targetKind: kind }),
    ...(target && { targetId: target }),
    ...(q && { text: q }),
    ...(from && { from: instantIn(zone, `${from}T00:00`) }),
    ...(to && { to: instantIn(zone, `${addDays(to, 1)}T00:00`) }),
  };
}

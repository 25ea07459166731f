import {
  DealHistoryDocument,
  UserHistoryDocument,
  type DealHistoryQuery,
  type HistoryLineFragment,
  type UserHistoryQuery,
} from '../gql/graphql';
import { usePages, type Page, type Pages } from './pages';

export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

/** One change: who, what, when, before and after, why (HI-1). */
export interface HistoryLine {
  id: string;
  at: string;
  action: string;
  by: string;
  about: { id: string; name: string } | null;
  /** A code that the action says besides its name: a reason such as LEAVER, the mode, who governs. */
  detail: string;
  comment: string;
  changes: Change[];
}

// Of these it matters whether an administrator or the directory did it.
const byWhom = new Set(['USER_DEACTIVATED', 'USER_ACTIVATED', 'USER_DELETED']);

export function lineOf({ id, at, action, actorKind, actorName, user, reason, source, mode, comment, changes }: HistoryLineFragment): HistoryLine {
  return {
    ...{ id, at, action, comment },
    by: actorKind === 'SYSTEM' ? 'Mandate' : actorName,
    about: user ?? null,
    detail: reason || mode || (byWhom.has(action) ? source : ''),
    changes: changes
      .map(({ field, before, after }) => ({ field, before: valueOf(before), after: valueOf(after) }))
      .filter(({ before, after }) => !isWhole(before) && !isWhole(after)),
  };
}

/** Reads the JSON of one side of a change; what is no JSON is taken as text. */
export function valueOf(json: string | null | undefined): unknown {
  if (json == null || json === '""') return null;
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

// A whole state (what a leaver held) is for the record; a list of changes can't show it.
const isWhole = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (!Array.isArray(value) || value.some((one) => typeof one === 'object'));

type Wire = NonNullable<UserHistoryQuery['user']>['history'] | undefined;

const pageOf = (history: Wire): Page<HistoryLine> => ({
  rows: history?.nodes.map(lineOf) ?? [],
  endCursor: history?.pageInfo.endCursor ?? null,
  hasNextPage: history?.pageInfo.hasNextPage ?? false,
});

const userPage = ({ user }: UserHistoryQuery) => pageOf(user?.history);
const dealPage = ({ deal }: DealHistoryQuery) => pageOf(deal?.history);

export const useUserHistory = (id: string): Pages<HistoryLine> => usePages(UserHistoryDocument, { id, first: 20 }, userPage);
export const useDealHistory = (id: string): Pages<HistoryLine> => usePages(DealHistoryDocument, { id, first: 20 }, dealPage);

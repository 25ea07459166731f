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
  before: string | null;
  after: string | null;
}

/** One change: who, what, when, before and after, why (HI-1). */
export interface HistoryLine {
  id: string;
  at: string;
  action: string;
  by: string;
  about: { id: string; name: string } | null;
  /** A code such as LEAVER, the source or the mode: what the action says besides its name. */
  detail: string;
  comment: string;
  changes: Change[];
}

export function lineOf({ id, at, action, actorKind, actorName, user, reason, source, mode, status, comment, changes }: HistoryLineFragment): HistoryLine {
  return {
    ...{ id, at, action, comment },
    by: actorKind === 'SYSTEM' ? 'Mandate' : actorName,
    about: user ?? null,
    detail: reason || source || mode || status,
    changes: changes.map(({ field, before, after }) => ({ field, before: shown(before), after: shown(after) })),
  };
}

/** A JSON value as people read it; lists by commas, quotes left out. */
export function shown(json: string | null | undefined): string | null {
  if (json == null) return null;
  try {
    const value: unknown = JSON.parse(json);
    if (value === null || value === '') return null;
    if (Array.isArray(value)) return value.length === 0 ? null : value.map(plain).join(', ');
    return plain(value);
  } catch {
    return json;
  }
}

const plain = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

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

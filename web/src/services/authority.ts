import { AuthorityMatrixDocument, type AuthorityMatrixQuery } from '../gql/graphql';
import { isDate } from './dates';
import { amountsOf, type Limit, type LimitName } from './limits';
import { usePages, type Page, type Pages } from './pages';
import { trialsOf, type Trial } from './trial';

/** What somebody may decide alone at an instant. */
export interface AuthorityRow {
  id: string;
  name: string;
  active: boolean;
  absent: boolean;
  mayApprove: boolean;
  autoAssign: boolean;
  maxCapacity: number | null;
  maxDiscretionBps: number | null;
  amounts: Record<LimitName, Limit>;
}

/** What an amount can be in the expanded view; the total connection is judged beside it (LL-3). */
export const securedKinds = ['mortgageSecured', 'nonMortgageSecured', 'bridgeSecured'] as const;
export type SecuredKind = (typeof securedKinds)[number];

/** What the address of the page holds; left out means the matrix, now. */
export interface AuthoritySearch {
  view?: 'who' | 'whatIf';
  q?: string;
  role?: string;
  /** An amount that rows are held against, as decimal text. */
  amount?: string;
  /** In the expanded view: what the amount is secured by. */
  as?: SecuredKind;
  bps?: number;
  /** Local date and time in the company's zone, such as 2026-03-03T12:00; 24:00 is the end of the day. */
  at?: string;
  /** The changes to try. */
  try?: Trial[];
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export function authoritySearch(raw: Record<string, unknown>): AuthoritySearch {
  const { view, amount, bps, at } = raw;
  // The router reads a bare number as one.
  const written = typeof amount === 'number' ? String(amount) : text(amount);
  return {
    view: view === 'who' || view === 'whatIf' ? view : undefined,
    q: text(raw['q']),
    role: text(raw['role']),
    amount: written && /^\d{1,15}(\.\d{1,4})?$/.test(written) ? written : undefined,
    as: securedKinds.find((kind) => kind === raw['as']),
    bps: typeof bps === 'number' && Number.isInteger(bps) && bps >= 0 && bps <= 10_000 ? bps : undefined,
    at: isLocalTime(at) ? at : undefined,
    try: trialsOf(raw['try']),
  };
}

const isLocalTime = (value: unknown): value is string =>
  typeof value === 'string' && /T(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(value) && isDate(value.slice(0, 10));

type Wire = AuthorityMatrixQuery['authorityMatrix']['rows']['nodes'][number];

const rowOf = ({ user, active, absent, mayApprove, autoAssign, limits }: Wire): AuthorityRow => ({
  ...{ id: user.id, name: user.name, active, absent, mayApprove, autoAssign },
  maxCapacity: limits.maxCapacity ?? null,
  maxDiscretionBps: limits.maxDiscretionBps ?? null,
  amounts: amountsOf(limits),
});

const pageOf = ({ authorityMatrix: { rows } }: AuthorityMatrixQuery): Page<AuthorityRow> => ({
  rows: rows.nodes.map(rowOf),
  endCursor: rows.pageInfo.endCursor ?? null,
  hasNextPage: rows.pageInfo.hasNextPage,
});

export function useAuthorityMatrix({ q, role }: AuthoritySearch, asOf: string | null): Pages<AuthorityRow> {
  const where = { ...(q && { search: q }), ...(role && { roleId: role }) };
  return usePages(AuthorityMatrixDocument, { first: 60, where, asOf }, pageOf);
}

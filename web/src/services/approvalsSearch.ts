import type { ApprovalWhere } from '../gql/graphql';
import { listSearch, type ListSearch } from './listSearch';

/** What the address of the page holds; left out means those that wait for the viewer. */
export interface ApprovalsSearch extends ListSearch {
  view?: 'asked' | 'all';
  open?: true;
}

export function approvalsSearch(raw: Record<string, unknown>): ApprovalsSearch {
  const view = raw['view'];
  return { ...listSearch(raw), view: view === 'asked' || view === 'all' ? view : undefined, open: raw['open'] === true ? true : undefined };
}

export function approvalWhere({ view, open }: ApprovalsSearch): ApprovalWhere {
  if (!view) return { waitingForMe: true };
  return { ...(view === 'asked' && { askedByMe: true }), ...(open && { states: ['PENDING', 'UNROUTED'] }) };
}

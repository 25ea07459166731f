import type { ApprovalState, ApprovalWhere } from '../gql/graphql';
import { listSearch, type ListSearch } from './listSearch';

/** What the address of the page holds; left out means those that wait for the viewer. */
export interface ApprovalsSearch extends ListSearch {
  view?: 'asked' | 'all';
  /** Those that wait for their approvers, or for another one. */
  open?: true;
  state?: ApprovalState;
  /** What the reference of the deal begins with. */
  q?: string;
  /** Somebody who was asked. */
  approver?: string;
  /** Amounts of the API. */
  from?: string;
  to?: string;
}

export const approvalStates: readonly ApprovalState[] = ['PENDING', 'UNROUTED', 'APPROVED', 'DECLINED', 'CANCELLED'];

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined);
const amount = (value: unknown) => (/^\d{1,15}(\.\d{1,4})?$/.test(text(value) ?? '') ? text(value) : undefined);

export function approvalsSearch(raw: Record<string, unknown>): ApprovalsSearch {
  const view = raw['view'];
  return {
    ...listSearch(raw),
    view: view === 'asked' || view === 'all' ? view : undefined,
    open: raw['open'] === true ? true : undefined,
    state: approvalStates.find((state) => state === raw['state']),
    q: text(raw['q']),
    approver: text(raw['approver']),
    from: amount(raw['from']),
    to: amount(raw['to']),
  };
}

export const isNarrowedApprovals = ({ open, state, q, approver, from, to }: ApprovalsSearch): boolean => Boolean(open ?? state ?? q ?? approver ?? from ?? to);

/** What clears the filters, and leaves the view. */
export const anyApproval: Partial<ApprovalsSearch> = { open: undefined, state: undefined, q: undefined, approver: undefined, from: undefined, to: undefined };

/** Those that wait for the viewer are pending, whatever else is asked. */
export function approvalWhere({ view, open, state, q, approver, from, to }: ApprovalsSearch): ApprovalWhere {
  const about: ApprovalWhere = { ...(q && { reference: q }), ...(from && { amountFrom: from }), ...(to && { amountTo: to }), ...(approver && { approverId: approver }) };
  if (!view) return { waitingForMe: true, ...about };
  const states: ApprovalState[] | undefined = state ? [state] : open && ['PENDING', 'UNROUTED'];
  return { ...about, ...(view === 'asked' && { askedByMe: true }), ...(states && { states }) };
}

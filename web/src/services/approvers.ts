import { ApproversOfDealDocument, ApproversThenDocument, type ApproverLineFragment, type FiguresInput } from '../gql/graphql';
import { comparisonOf, type Comparison } from './comparison';
import { usePages, type Page, type Pages } from './pages';

/** Whether somebody may approve, and why not (AP-5). */
export interface Approver {
  id: string;
  name: string;
  email: string;
  available: boolean;
  reason: string | null;
  /** The reason in the viewer's language. */
  message: string | null;
  comparisons: Comparison[];
}

const approverOf = ({ user, available, reason, message, comparisons }: ApproverLineFragment): Approver => ({
  ...{ id: user.id, name: user.name, email: user.email, available },
  reason: reason ?? null,
  message: message ?? null,
  comparisons: comparisons.map(comparisonOf),
});

interface Wire {
  approvers: { nodes: readonly ApproverLineFragment[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

const pageOf = ({ approvers }: Wire): Page<Approver> => ({
  rows: approvers.nodes.map(approverOf),
  endCursor: approvers.pageInfo.endCursor,
  hasNextPage: approvers.pageInfo.hasNextPage,
});

/** Everybody who is asked about, without those who may: only why the others may not. */
const othersOf = (wire: Wire): Page<Approver> => {
  const page = pageOf(wire);
  return { ...page, rows: page.rows.filter(({ available }) => !available) };
};

export function useApproversOf(dealId: string, others = false): Pages<Approver> {
  return usePages(ApproversOfDealDocument, { dealId, first: 50, all: others }, others ? othersOf : pageOf);
}

/** Who could approve figures, now or with the people, limits and absences of then (HI-3). */
export function useApproversThen(figures: FiguresInput, asOf: string | null, others = false): Pages<Approver> {
  return usePages(ApproversThenDocument, { figures, asOf, first: 50, all: others }, others ? othersOf : pageOf);
}

import { useQuery } from 'urql';
import { DealDocument, type Book, type DealDetailsFragment, type DelegateBacking, type FacilityCategory } from '../gql/graphql';
import { canOf, type Can } from './ability';
import { approvalOf, type Approval } from './approval';
import { comparisonOf, type Comparison } from './comparison';
import { dealRowOf, type DealAction, type DealRow } from './deals';
import { explanationOf, type Explanation } from './explanation';
import type { Money } from './format';
import { useLoaded, type Loaded } from './loaded';
import { personOf, type Person } from './person';

export interface Facility {
  category: FacilityCategory;
  book: Book;
  amount: Money;
}

/** Somebody who stands in, and what the step to them rests on (DC-1, OO-6). */
export interface Delegate {
  user: Person;
  since: string;
  backing: DelegateBacking;
}

/** An approval that holds for the present figures (AP-4). */
export interface Grant {
  at: string;
  approver: Person | null;
  loanAmount: Money;
  totalConnection: Money;
  discretionBps: number;
}

export interface DealDetails extends DealRow {
  language: string;
  discretionBps: number;
  product: string | null;
  broker: string | null;
  existingRetail: Money;
  existingBusiness: Money;
  facilities: readonly Facility[];
  delegates: Delegate[];
  comparisons: Comparison[];
  grant: Grant | null;
  /** How many approvers a request has to name now: 0 while the deal is not blocked (AP-9). */
  approversNeeded: number;
  /** The request that is open: it waits for its approver, or for another one to be named. */
  request: Approval | null;
  /** Requests of the past and present, newest first. */
  requests: Approval[];
  /** Null for a deal with an owner that was never decided automatically. */
  explanation: Explanation | null;
  can: Can<DealAction>;
}

export function dealOf(deal: DealDetailsFragment): DealDetails {
  const { language, discretionBps, existingRetail, existingBusiness, facilities } = deal;
  return {
    ...dealRowOf(deal),
    ...{ language, discretionBps, existingRetail, existingBusiness, facilities },
    product: deal.product?.name ?? null,
    broker: deal.broker?.name ?? null,
    delegates: deal.delegates.map(({ user, since, backing }) => ({ user: { id: user.id, name: user.name }, since, backing })),
    comparisons: deal.comparisons.map(comparisonOf),
    grant: grantOf(deal.grant),
    approversNeeded: deal.approversNeeded,
    request: deal.approvalRequest ? approvalOf(deal.approvalRequest) : null,
    requests: deal.requests.map(approvalOf),
    explanation: deal.explanation ? explanationOf(deal.explanation) : null,
    can: canOf(deal.viewerCan),
  };
}

function grantOf(wire: DealDetailsFragment['grant']): Grant | null {
  if (!wire) return null;
  const { loanAmount, totalConnection, discretionBps } = wire.figures;
  return { at: wire.at, approver: personOf(wire.approver), loanAmount, totalConnection, discretionBps };
}

/** One deal; in trouble `absent` when there is none that the viewer may see. */
export function useDeal(id: string): Loaded<DealDetails> {
  const [{ data, error, fetching }, again] = useQuery({ query: DealDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  const present = data?.deal?.id === id ? data.deal : null;
  return useLoaded({
    key: id,
    thing: present ? dealOf(present) : null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

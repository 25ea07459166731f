import type { ApprovalPlaceState, ApprovalRowFragment, ApprovalState } from '../gql/graphql';
import { canOf, type Can } from './ability';
import type { Money } from './format';
import { personOf, type Person } from './person';

/** One approver who was asked, and what became of it (AP-9). */
export interface Place {
  approver: Person | null;
  state: ApprovalPlaceState;
  decidedAt: string | null;
  comment: string;
}

/** A request for approval (AP-2). */
export interface Approval {
  id: string;
  version: number;
  createdAt: string;
  comment: string;
  state: ApprovalState;
  decidedAt: string | null;
  requestedBy: Person | null;
  deal: { id: string; reference: string; loanAmount: Money } | null;
  places: Place[];
  can: Can<'decide' | 'reroute'>;
}

export function approvalOf(wire: ApprovalRowFragment): Approval {
  const { id, version, createdAt, comment, state, decidedAt, requestedBy, deal, places, viewerCan } = wire;
  return {
    ...{ id, version, createdAt, comment, state },
    decidedAt: decidedAt ?? null,
    requestedBy: personOf(requestedBy),
    deal: deal ? { id: deal.id, reference: deal.reference, loanAmount: deal.loanAmount } : null,
    places: places.map((place) => ({
      ...{ state: place.state, comment: place.comment },
      approver: personOf(place.approver),
      decidedAt: place.decidedAt ?? null,
    })),
    can: canOf(viewerCan),
  };
}

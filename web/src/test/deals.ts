import type { Approval } from '../services/approval';
import type { Comparison } from '../services/comparison';
import type { DealDetails } from '../services/deal';

export const cad = (amount: string) => ({ amount, currency: 'CAD' });
export const ann = { id: 'usr_1', name: 'Ann Roy' };
export const bob = { id: 'usr_2', name: 'Bob Ito' };

/** A deal above its owner's limit, with the fields that a test cares about. */
export function deal(part: Partial<DealDetails> = {}): DealDetails {
  return {
    ...{ id: 'deal_1', version: 4, reference: 'A-1', status: 'IN_REVIEW', submittedAt: '2026-03-03T17:00:00Z' },
    ...{ location: 'ON', propertyType: null, language: 'en', product: null, broker: null, discretionBps: 15 },
    ...{ loanAmount: cad('500000.00'), existingRetail: cad('0.00'), existingBusiness: cad('60000.00') },
    facilities: [{ category: 'MORTGAGE', book: 'RETAIL', amount: cad('500000.00') }],
    ...{ owner: ann, acting: ann, delegates: [], held: false, stalled: false, blocked: true },
    ...{ comparisons: [above], approversNeeded: 1, grant: null, request: null, requests: [], explanation: null },
    can: () => ({ allowed: true, reason: null }),
    ...part,
  };
}

export const above: Comparison = {
  ...{ code: 'LOAN_AMOUNT', covered: false },
  compared: { kind: 'money', value: cad('500000.00'), limit: { kind: 'AMOUNT', money: cad('300000.00') }, headroom: cad('-200000.00') },
};

export function approval(part: Partial<Approval> = {}): Approval {
  return {
    ...{ id: 'apr_1', version: 2, createdAt: '2026-03-03T17:00:00Z', comment: '', state: 'PENDING', decidedAt: null },
    ...{ requestedBy: ann, deal: { id: 'deal_1', reference: 'A-1', loanAmount: cad('500000.00') } },
    places: [{ approver: bob, state: 'PENDING', decidedAt: null, comment: '' }],
    can: () => ({ allowed: true, reason: null }),
    ...part,
  };
}

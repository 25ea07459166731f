import { expect, test } from 'vitest';
import { approvalsSearch, approvalWhere, isNarrowedApprovals } from './approvalsSearch';

test('an address says what is asked, and leaves out what makes no sense', () => {
  const search = approvalsSearch({ view: 'all', state: 'DECLINED', q: 11999, from: '500000.00', to: 'much', approver: 'usr_1', open: 'yes' });
  expect(search).toEqual({ view: 'all', state: 'DECLINED', q: '11999', from: '500000.00', approver: 'usr_1' });
  expect(approvalWhere(search)).toEqual({ states: ['DECLINED'], reference: '11999', amountFrom: '500000.00', approverId: 'usr_1' });
  expect(isNarrowedApprovals(search)).toBe(true);
});

test('what waits for the viewer is pending: no state narrows it', () => {
  expect(approvalWhere({ state: 'DECLINED', to: '1.00' })).toEqual({ waitingForMe: true, amountTo: '1.00' });
  expect(isNarrowedApprovals({})).toBe(false);
});

test('open ones wait for their approvers, or for others', () => {
  expect(approvalWhere({ view: 'asked', open: true })).toEqual({ askedByMe: true, states: ['PENDING', 'UNROUTED'] });
  expect(approvalWhere({ view: 'all', open: true, state: 'PENDING' })).toEqual({ states: ['PENDING'] });
});

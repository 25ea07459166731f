import { expect, test } from 'vitest';
import { changeOf, trialsOf, type Trial } from './trial';

const ann = { id: 'usr_1', name: 'Ann Roy' };
const bob = { id: 'usr_2', name: 'Bob Ito' };
const limit = { kind: 'AMOUNT' as const, money: { amount: '500000.00', currency: 'CAD' } };

test.each<[Trial, object]>([
  [{ kind: 'absence', person: ann, delegate: bob }, { absence: { userId: 'usr_1', absent: true, delegateId: 'usr_2' } }],
  [{ kind: 'absence', person: ann, delegate: null }, { absence: { userId: 'usr_1', absent: false, delegateId: undefined } }],
  [{ kind: 'limit', person: ann, name: 'loanAmount', limit }, { limits: { userId: 'usr_1', loanAmount: { amount: '500000.00' } } }],
  [{ kind: 'limit', person: ann, name: 'bridgeSecured', limit: { kind: 'UNSET' } }, { limits: { userId: 'usr_1', bridgeSecured: null } }],
  [{ kind: 'capacity', person: ann, most: null }, { limits: { userId: 'usr_1', maxCapacity: null } }],
  [{ kind: 'autoAssign', on: false }, { settings: { autoAssign: false } }],
  [{ kind: 'limitsView', value: 'EXPANDED' }, { settings: { limitsView: 'EXPANDED' } }],
])('%o is sent as one change', (trial, change) => {
  expect(changeOf(trial)).toEqual(change);
});

test('an address holds only changes that make sense', () => {
  const good: Trial = { kind: 'capacity', person: ann, most: 12 };
  expect(trialsOf([good, { kind: 'capacity' }, { kind: 'rename', person: ann }, 'x', { kind: 'limit', person: ann }])).toEqual([good]);
  expect(trialsOf('[]')).toBeUndefined();
  expect(trialsOf(Array.from({ length: 30 }, () => good))).toHaveLength(20);
});

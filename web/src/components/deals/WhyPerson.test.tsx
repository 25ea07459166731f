// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { DealDetails } from '../../services/deal';
import type { Candidate, Explanation } from '../../services/explanation';
import { show } from '../../test/show';
import { WhyPerson } from './WhyPerson';

const cad = (amount: string) => ({ amount, currency: 'CAD' });
const ann = { id: 'usr_1', name: 'Ann Roy' };

function candidate(part: Partial<Candidate>): Candidate {
  return {
    ...ann,
    ...{ reason: 'CHOSEN', group: 'SPECIALIST_WITHIN', standIn: null, load: 2, maxCapacity: 20, lastAssignedAt: null, breaches: [] },
    ...part,
  };
}

const decided: Explanation = {
  at: '2026-03-03T17:00:00Z',
  live: false,
  mode: 'AUTO',
  switchedOff: false,
  chosen: ann,
  group: 'SPECIALIST_WITHIN',
  counts: [
    { reason: 'CHOSEN', people: 1 },
    { reason: 'RANKED_BELOW', people: 1 },
    { reason: 'OVER_LIMIT', people: 3 },
  ],
  order: [candidate({}), candidate({ id: 'usr_2', name: 'Bob Ito', reason: 'RANKED_BELOW', load: 5 })],
};

function deal(part: Partial<DealDetails>): DealDetails {
  return {
    ...{ id: 'deal_1', reference: 'A-1', status: 'NEW', submittedAt: '2026-03-03T17:00:00Z', location: 'ON', propertyType: null },
    ...{ loanAmount: cad('100000.00'), owner: ann, held: false, stalled: false, blocked: false, language: 'en', discretionBps: 0 },
    ...{ product: null, broker: null, existingRetail: cad('0.00'), existingBusiness: cad('0.00'), facilities: [], acting: ann },
    ...{ breaches: [], explanation: decided },
    ...part,
  } as DealDetails;
}

const verdict = () => screen.getByTestId('verdict').textContent;

test('says who was chosen, from which group, and what decided', async () => {
  await show(<WhyPerson deal={deal({})} />);
  expect(verdict()).toBe('Ann Roy was chosen. Specialists within their authority came first. Of 2 who passed, this was the shortest queue.');
});

test('the picture has a table behind it, with the same figures', async () => {
  await show(<WhyPerson deal={deal({})} />);
  const stages = within(screen.getByRole('list')).getAllByRole('listitem');
  expect(stages.map((stage) => stage.textContent)).toEqual(['Everybody5', 'Authority2−3', 'Ann Roy1']);
  fireEvent.click(screen.getByText('Table'));
  const rows = within(screen.getByRole('table', { name: 'People by reason' })).getAllByRole('row');
  expect(rows.map((row) => row.textContent)).toEqual(['ReasonPeople', 'Chosen1', 'Passed, later in the order1', 'Deal is above the limits3']);
});

test('a breach is shown with the figures that were compared', async () => {
  const limit = { kind: 'AMOUNT' as const, money: cad('80000.00') };
  const over = candidate({ group: 'SPECIALIST_OVER', breaches: [{ code: 'LOAN_AMOUNT', compared: { kind: 'money', value: cad('100000.00'), limit } }] });
  await show(<WhyPerson deal={deal({ explanation: { ...decided, group: 'SPECIALIST_OVER', order: [over] } })} />);
  screen.getByText('Loan amount: $100,000 against a limit of $80,000');
});

test.each<[string, Partial<DealDetails>, string]>([
  ['waits', { owner: null, explanation: { ...decided, live: true, chosen: null, group: null, order: [] } }, 'Nobody passes every check at the moment.'],
  ['is held', { owner: null, held: true, explanation: { ...decided, live: true, chosen: null, order: [] } }, 'The deal was unassigned by hand.'],
  ['is off', { owner: null, explanation: { ...decided, switchedOff: true, chosen: null, order: [] } }, 'Automatic assignment is switched off'],
  ['was picked up', { explanation: { ...decided, mode: 'PICKUP' } }, 'Ann Roy picked this deal up.'],
  ['was given by hand', { explanation: { ...decided, mode: 'MANUAL' } }, 'Ann Roy was chosen by hand.'],
  ['was never decided', { explanation: null }, 'Ann Roy did not get this deal by the rules.'],
])('a deal that %s', async (_name, part, words) => {
  await show(<WhyPerson deal={deal(part)} />);
  expect(verdict()).toContain(words);
});

// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Leave } from '../../services/absences';
import { show } from '../../test/show';
import { ChainPanel } from './ChainPanel';

const ann = { id: 'usr_1', name: 'Ann Roy' };
const leave: Leave = { ...ann, active: true, absent: false, absence: null, can: () => ({ allowed: true, reason: null }) };
const user = (person: object) => ({ __typename: 'User', active: true, ...person });
const bob = { id: 'usr_2', name: 'Bob Ito' };
const step = (to: object, state: string, until: string | null = null) => ({
  ...{ __typename: 'DelegationStep', state, until },
  ...{ from: user(ann), to: user(to) },
});
const chain = (part: object) => ({
  delegationChain: { __typename: 'DelegationChain', at: '2026-03-03T17:00:00Z', cycle: false, acting: null, user: user(ann), ...part },
});

const full = chain({
  steps: [step(bob, 'AVAILABLE', '2026-03-10T05:00:00Z')],
  acting: user(bob),
});

test('the picture is told in words, and has a table behind it', async () => {
  await show(<ChainPanel leave={leave} today="2026-03-03" wanted={null} />, { answer: () => full });
  const picture = await screen.findByRole('img');
  expect(picture.getAttribute('aria-label')).toMatch(/^From delegate to delegate: Ann Roy: away until .+\. Bob Ito: present$/);
  fireEvent.click(screen.getByText('Table'));
  const rows = within(screen.getByRole('table', { name: 'Who stands in' })).getAllByRole('row');
  expect(rows.map((row) => row.textContent)).toEqual(['PlacePersonStanding', expect.stringMatching(/^1Ann Royaway until /), '2Bob Itopresent, acts']);
});

test('a delegate who is only named is asked about, on the first day of the leave', async () => {
  const asked: unknown[] = [];
  const answer = (_name: string, variables: object) => {
    asked.push(variables);
    return full;
  };
  const wanted = { start: '2026-03-09', end: '2026-03-13', delegate: { id: 'usr_2', name: 'Bob Ito' } };
  await show(<ChainPanel leave={leave} today="2026-03-03" wanted={wanted} />, { answer });
  await screen.findByRole('img');
  // Clocks went forward on 8 March: midnight in Toronto is four hours behind UTC.
  expect(asked).toEqual([{ userId: 'usr_1', at: '2026-03-09T04:00:00Z', delegateId: 'usr_2' }]);
  screen.getByText('As it would be if you save this.');
});

test.each([
  [true, /name each other in a circle/],
  [false, /Nobody available stands in/],
])('nobody acts, in a circle %s: a warning', async (cycle, words) => {
  const steps = cycle ? [step(bob, 'ABSENT'), step(ann, 'CYCLE')] : [step(bob, 'INACTIVE')];
  await show(<ChainPanel leave={leave} today="2026-03-03" wanted={null} />, { answer: () => chain({ steps, cycle }) });
  await screen.findByRole('img');
  expect(screen.getByRole('alert').textContent).toMatch(words);
});

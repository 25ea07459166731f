// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { person } from '../../test/people';
import { show } from '../../test/show';
import { LimitsForm } from './LimitsForm';

const capacity = () => screen.getByLabelText<HTMLInputElement>('Max capacity');
const save = () => screen.getByRole('button', { name: 'Save' });
const payload = (userErrors: object[]) => ({ lendingLimitsSet: { __typename: 'UserPayload', user: null, warnings: [], userErrors } });

test('sends the version that was seen, and what was typed', async () => {
  const sent: unknown[] = [];
  const answer = (_name: string, variables: object) => {
    sent.push(variables);
    return payload([]);
  };
  await show(<LimitsForm user={person()} />, { answer });
  expect((save() as HTMLButtonElement).disabled).toBe(true);
  fireEvent.change(capacity(), { target: { value: '12' } });
  fireEvent.click(screen.getByText('Amount'));
  fireEvent.change(screen.getByLabelText('Amount in CAD'), { target: { value: '750,000.5' } });
  fireEvent.click(save());
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual({
    input: { userId: 'usr_1', expectedVersion: 3, maxCapacity: 12, maxDiscretionBps: 25, loanAmount: { amount: '750000.50' } },
  });
  await screen.findByText('Saved');
});

test('an amount that is none is told, and is not sent', async () => {
  await show(<LimitsForm user={person()} />);
  fireEvent.click(screen.getByText('Amount'));
  fireEvent.change(screen.getByLabelText('Amount in CAD'), { target: { value: '12,5' } });
  await screen.findByText('Please enter an amount such as $500,000.');
  expect((save() as HTMLButtonElement).disabled).toBe(true);
});

test('when somebody else saved first, the input stays and the person chooses', async () => {
  const { rerender } = await showAnn(3);
  fireEvent.change(capacity(), { target: { value: '12' } });
  rerender(4);
  await screen.findByText('Somebody else changed this meanwhile');
  expect(capacity().value).toBe('12');
  expect((save() as HTMLButtonElement).disabled).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: 'Keep my input' }));
  expect((save() as HTMLButtonElement).disabled).toBe(false);
  expect(capacity().value).toBe('12');
});

test('field by field: what only the other changed is theirs, what both did is chosen', async () => {
  const { rerender } = await showAnn(3);
  const discretion = screen.getByLabelText<HTMLInputElement>('Max discretion');
  fireEvent.change(capacity(), { target: { value: '12' } });
  fireEvent.change(discretion, { target: { value: '30' } });
  rerender(4);
  const side = (name: RegExp) => screen.findByRole<HTMLInputElement>('radio', { name });
  expect((await side(/^Max capacity, Your input: 12/)).checked).toBe(true);
  fireEvent.click(await side(/^Max capacity, .*: 40/));
  fireEvent.click(screen.getByRole('button', { name: 'Use this choice' }));
  expect([capacity().value, discretion.value]).toEqual(['40', '30']);
  expect((save() as HTMLButtonElement).disabled).toBe(false);
});

test('a refusal is shown in the words of the server', async () => {
  const answer = () => payload([{ __typename: 'UserError', code: 'SELF_GRANT', field: null, message: 'Nobody changes their own limits.' }]);
  await show(<LimitsForm user={person()} />, { answer });
  fireEvent.change(capacity(), { target: { value: '12' } });
  fireEvent.click(save());
  await screen.findByText('Nobody changes their own limits.');
  expect(capacity().value).toBe('12');
});

test('who may not change limits sees them with the reason', async () => {
  const can = () => ({ allowed: false, reason: 'Your roles do not include limits.manage.' });
  await show(<LimitsForm user={person({ can })} />);
  expect(capacity().readOnly).toBe(true);
  screen.getByText('Your roles do not include limits.manage.');
});

/** Ann's form; `rerender` is what the cache does when somebody else saves. */
async function showAnn(version: number) {
  let bump: (next: number) => void = () => {};
  function Ann() {
    const [seen, setSeen] = useState(version);
    bump = setSeen;
    return <LimitsForm user={person({ limits: { ...person().limits, version: seen, maxCapacity: seen * 10 } })} />;
  }
  await show(<Ann />);
  return { rerender: (next: number) => act(() => bump(next)) };
}

// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { deal } from '../../test/deals';
import { show } from '../../test/show';
import { FiguresForm } from './FiguresForm';

const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
const amount = () => screen.getByLabelText<HTMLInputElement>('Amount');

test('sends all figures with the version that was seen, and closes', async () => {
  const sent: unknown[] = [];
  const done = vi.fn();
  const answer = (_name: string, variables: object) => {
    sent.push(variables);
    return { dealUpdate: { __typename: 'DealPayload', deal: null, userErrors: [] } };
  };
  await show(<FiguresForm deal={deal()} onDone={done} />, { answer });
  expect(save().disabled).toBe(true);
  fireEvent.change(amount(), { target: { value: '620,000.01' } });
  fireEvent.change(screen.getByLabelText('Comment'), { target: { value: 'New appraisal' } });
  fireEvent.click(save());
  await waitFor(() => expect(done).toHaveBeenCalledOnce());
  expect(sent).toEqual([
    {
      input: {
        ...{ dealId: 'deal_1', expectedVersion: 4, existingRetail: '0.00', existingBusiness: '60000.00', discretionBps: 15 },
        facilities: [{ category: 'MORTGAGE', book: 'RETAIL', amount: '620000.01' }],
        comment: 'New appraisal',
      },
    },
  ]);
});

test('an amount that is none is told and kept back', async () => {
  await show(<FiguresForm deal={deal()} onDone={() => {}} />);
  fireEvent.change(amount(), { target: { value: 'much' } });
  await screen.findByText('Please enter an amount such as $500,000.');
  expect(save().disabled).toBe(true);
});

test('the last facility can be taken away too', async () => {
  await show(<FiguresForm deal={deal()} onDone={() => {}} />);
  fireEvent.click(screen.getByRole('button', { name: 'Remove facility 1' }));
  expect(screen.queryByRole('button', { name: 'Remove facility 1' })).toBeNull();
  expect(save().disabled).toBe(false);
});

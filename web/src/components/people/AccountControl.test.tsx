// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { person } from '../../test/people';
import { show } from '../../test/show';
import { AccountControl } from './AccountControl';

const written = { __typename: 'UserPayload', user: null, warnings: [], userErrors: [] };

test('deactivation is asked for once more, then sent with the version seen', async () => {
  const sent: [string, unknown][] = [];
  const answer = (name: string, variables: object) => {
    sent.push([name, variables]);
    return { userDeactivate: written };
  };
  await show(<AccountControl user={person()} />, { answer });
  fireEvent.click(screen.getByRole('button', { name: 'Deactivate' }));
  expect(sent).toEqual([]);
  screen.getByText(/All sessions end at once/);
  fireEvent.click(screen.getByRole('button', { name: 'Deactivate Ann Roy' }));
  await waitFor(() => expect(sent).toEqual([['UserDeactivate', { input: { userId: 'usr_1', expectedVersion: 7 } }]]));
});

test('where the directory governs, the button stays dead and says why', async () => {
  const sent: string[] = [];
  const can = () => ({ allowed: false, reason: 'The account belongs to the directory.' });
  await show(<AccountControl user={person({ can })} />, { answer: (name) => sent.push(name) });
  const button = screen.getByRole('button', { name: 'Deactivate' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(button);
  screen.getByText('The account belongs to the directory.');
  expect(screen.queryByText(/All sessions end at once/)).toBeNull();
  expect(sent).toEqual([]);
});

test('an inactive person is told why, and can be let in again', async () => {
  await show(<AccountControl user={person({ active: false, inactiveReasons: ['ADMIN', 'INACTIVITY'] })} />);
  screen.getByText('Inactive: by an administrator, no sign-in for too long');
  screen.getByRole('button', { name: 'Activate' });
});

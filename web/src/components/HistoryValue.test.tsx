// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { show } from '../test/show';
import { fromMinor, HistoryValue } from './HistoryValue';

const manager = 'usr_06h02p4h35sgtbqviae3p8jk0o';
const answer = () => ({ node: { __typename: 'User', id: manager, name: 'Claire Okafor' } });

test.each<[string, unknown, string]>([
  ['loanAmount', 50_000_000, '$500,000'],
  ['loanAmount', 'UNLIMITED', 'Unlimited'],
  ['loanAmount', '1245680.50', '1,245,680.5'],
  ['loanAmount', null, '–'],
  ['maxDiscretionBps', 25, '0.25%'],
  ['discretionBps', 0, '0%'],
  ['maxCapacity', 0, '0'],
  ['locations', ['ON', 'QC'], 'Ontario, Quebec'],
  ['languages', [], '–'],
  ['status', 'IN_REVIEW', 'In review'],
  ['roles', ['team-manager', 'our-own-role'], 'Team manager, our-own-role'],
  ['autoAssign', false, 'No'],
  ['email', 'ann@acme.test', 'ann@acme.test'],
  ['startDate', '2026-12-06', 'Dec 6, 2026'],
  ['leaverDeals', 'RELEASE', 'Are assigned anew'],
  ['methods', ['pwd', 'otp', 'unheard'], 'password, one-time code, unheard'],
])('%s %o is shown as %s', async (field, value, shown) => {
  await show(
    <p data-testid="value">
      <HistoryValue field={field} value={value} />
    </p>,
  );
  expect(screen.getByTestId('value').textContent).toBe(shown);
});

test('an id becomes a name', async () => {
  await show(<HistoryValue field="manager" value={manager} />, { answer });
  await screen.findByText('Claire Okafor');
});

test('an id that leads nowhere stays an id', async () => {
  await show(<HistoryValue field="manager" value={manager} />, { answer: () => ({ node: null }) });
  await screen.findByText(manager);
});

test.each([
  [50_000_000, 2, '500000.00'],
  [5, 2, '0.05'],
  [0, 2, '0.00'],
  [1200, 0, '1200'],
])('%d minor units with %d decimals', (units, decimals, amount) => {
  expect(fromMinor(units, decimals)).toBe(amount);
});

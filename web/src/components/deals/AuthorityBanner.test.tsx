// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { approval, bob, cad, deal } from '../../test/deals';
import { show } from '../../test/show';
import { AuthorityBanner } from './AuthorityBanner';

const banner = () => screen.getByTestId('authority').textContent;

test('a blocked deal says by which figures, and offers to ask', async () => {
  const ask = vi.fn();
  await show(<AuthorityBanner deal={deal()} onAsk={ask} />);
  expect(banner()).toContain('Above the authority of Ann Roy');
  expect(banner()).toContain('Loan amount: $500,000 against a limit of $300,000');
  fireEvent.click(screen.getByRole('button', { name: 'Ask for approval' }));
  expect(ask).toHaveBeenCalledOnce();
});

test('who was asked is told, also who is no longer available', async () => {
  const places = [{ approver: bob, state: 'UNROUTED' as const, decidedAt: null, comment: '' }];
  await show(<AuthorityBanner deal={deal({ request: approval({ state: 'UNROUTED', places }) })} onAsk={() => {}} />);
  expect(banner()).toContain('Ann Roy asked Bob Ito, who is no longer available');
  screen.getByRole('button', { name: 'Ask somebody else' });
});

test('a refusal is told with its words, and another request may follow', async () => {
  const places = [{ approver: bob, state: 'DECLINED' as const, decidedAt: '2026-03-04T17:00:00Z', comment: 'Appraise it again.' }];
  await show(<AuthorityBanner deal={deal({ requests: [approval({ state: 'DECLINED', places })] })} onAsk={() => {}} />);
  expect(banner()).toContain('Bob Ito declined');
  expect(banner()).toContain('Appraise it again.');
  screen.getByRole('button', { name: 'Ask for approval' });
});

test('who may not ask sees the button with the reason', async () => {
  const ask = vi.fn();
  const can = () => ({ allowed: false, reason: 'Only people on the deal may do this.' });
  await show(<AuthorityBanner deal={deal({ can })} onAsk={ask} />);
  const button = screen.getByRole('button', { name: 'Ask for approval' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.getAttribute('aria-description')).toBe('Only people on the deal may do this.');
  fireEvent.click(button);
  expect(ask).not.toHaveBeenCalled();
});

test('an approval frees the deal, and says up to what', async () => {
  const grant = { at: '2026-03-04T17:00:00Z', approver: bob, loanAmount: cad('500000.00'), totalConnection: cad('560000.00'), discretionBps: 15 };
  await show(<AuthorityBanner deal={deal({ blocked: false, grant })} onAsk={() => {}} />);
  expect(banner()).toContain('Approved for Ann Roy');
  expect(banner()).toContain('Bob Ito approved it up to $500,000');
});

test('nobody acts: no banner', async () => {
  await show(<AuthorityBanner deal={deal({ acting: null, blocked: false })} onAsk={() => {}} />);
  expect(screen.queryByTestId('authority')).toBeNull();
});

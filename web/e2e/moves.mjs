import assert from 'node:assert/strict';
import { aPresentColleague, changesSettings } from './api.mjs';
import { makesApprover } from './approvals.mjs';
import { closes, dialog, gone } from './finding.mjs';
import { names } from './leave.mjs';
import { large, takes } from './unassigned.mjs';

/** The approved deal is looked into, approved on conditions, and taken back a step. */
export async function movesADealOn({ page, look }) {
  await setsStatus(page, 'In review');
  await page.getByRole('button', { name: 'Change status' }).click();
  await status(page).getByRole('radio').first().waitFor();
  await look('deal-status');
  await closes(page, status(page));
  await setsStatus(page, 'Conditionally approved');
  await setsStatus(page, 'Pending');
}

const status = (page) => dialog(page, `Status of deal ${large}`);

async function setsStatus(page, wanted) {
  await page.getByRole('button', { name: 'Change status' }).click();
  const drawer = status(page);
  await drawer.getByRole('radio', { name: wanted, exact: true }).check();
  await drawer.getByRole('button', { name: 'Save the status' }).click();
  await gone(drawer);
  await page.getByText(wanted, { exact: true }).first().waitFor();
}

/** By hand: to a colleague, then to nobody, where it is held until it is released. */
export async function givesADealAway({ page, look, ask }) {
  const colleague = await aPresentColleague(ask);
  await page.getByRole('button', { name: 'Reassign' }).click();
  const drawer = dialog(page, `Reassign deal ${large}`);
  await names(page, 'New owner', colleague);
  await look('deal-assign');
  await drawer.getByRole('button', { name: `Assign to ${colleague}` }).click();
  await gone(drawer);
  await page.getByRole('region', { name: 'People on the deal' }).filter({ hasText: colleague }).waitFor();
  await page.getByRole('button', { name: 'Unassign' }).click();
  await page.getByText('Held: unassigned by hand').waitFor();
  await look('deal-held');
  await page.getByRole('button', { name: 'Release' }).click();
  await gone(page.getByText('Held: unassigned by hand'));
}

const second = 'E2E-TWO';

/** Above the company's amount two people are asked; one declines, and the deal stays blocked. */
export async function asksTwoPeople(tour) {
  const { page, look, ask, claire } = tour;
  const colleague = await aPresentColleague(ask);
  await makesApprover(ask, colleague);
  await changesSettings(ask, { dualApprovalAbove: '5000000.00' });
  await takes(tour, second);
  await page.getByRole('button', { name: 'Ask for approval' }).click();
  const drawer = dialog(page, `Ask for approval of ${second}`);
  await drawer.getByText('two people approve').waitFor();
  // One is not enough.
  await drawer.getByRole('button', { name: 'Send the request', disabled: true }).waitFor();
  await drawer.getByRole('checkbox', { name: 'Claire Tremblay' }).check();
  await drawer.getByRole('checkbox', { name: colleague }).check();
  await look('deal-ask-two');
  await drawer.getByRole('button', { name: 'Send the request' }).click();
  await gone(drawer);

  await claire.goto(new URL('/approvals', claire.url()).href);
  await claire.getByRole('link', { name: new RegExp(second) }).click();
  await claire.getByRole('heading', { name: 'Both who were asked' }).waitFor();
  await claire.getByLabel('Comment').fill('The second appraisal is missing.');
  await claire.getByRole('button', { name: 'Decline' }).click();
  await claire.getByText(`Approval of ${second} is declined.`).waitFor();
  await look('approval-declined', claire);
  await page.reload();
  await page.getByTestId('authority').filter({ hasText: 'declined' }).waitFor();
  await page.getByRole('button', { name: 'Ask for approval' }).waitFor();
  await changesSettings(ask, { dualApprovalAbove: null });
}

/** Limits by kind of security, where the company counts those. */
export async function seesExpandedLimits({ page, look, ask, server }) {
  await changesSettings(ask, { limitsView: 'EXPANDED' });
  await page.goto(`${server.address}/users?q=Claire%20Tremblay`);
  await page.getByRole('table', { name: 'Users' }).getByRole('link', { name: 'Claire Tremblay', exact: true }).click();
  const drawer = dialog(page, 'Claire Tremblay');
  await drawer.getByRole('tab', { name: 'Lending limits' }).click();
  for (const name of ['Mortgage secured', 'Non-mortgage secured', 'Bridge secured', 'Total connection']) {
    await drawer.getByText(name, { exact: true }).first().waitFor();
  }
  await look('user-limits-expanded');
  await drawer.getByRole('tab', { name: 'Out of office' }).click();
  await drawer.getByTestId('leave').waitFor();
  await look('user-leave');
  await closes(page, drawer);
  await changesSettings(ask, { limitsView: 'CONDENSED' });
}

import assert from 'node:assert/strict';
import { aPresentColleague, changesSettings } from './api.mjs';
import { makesApprover } from './approvals.mjs';
import { names } from './leave.mjs';
import { takes } from './unassigned.mjs';

/** The approved deal is looked into, approved on conditions, and taken back a step. */
export async function movesADealOn({ page, look }) {
  await setsStatus(page, 'In review');
  await page.getByRole('button', { name: 'Change status' }).click();
  await look('deal-status');
  await page.keyboard.press('Escape');
  await setsStatus(page, 'Conditionally approved');
  await setsStatus(page, 'Pending');
}

async function setsStatus(page, status) {
  await page.getByRole('button', { name: 'Change status' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('radio', { name: status }).check();
  await drawer.getByRole('button', { name: 'Save the status' }).click();
  await drawer.waitFor({ state: 'detached' });
  await page.getByText(status, { exact: true }).first().waitFor();
}

/** By hand: to a colleague, then to nobody, where it is held until it is released. */
export async function givesADealAway({ page, look, ask }) {
  const colleague = await aPresentColleague(ask);
  await page.getByRole('button', { name: 'Reassign' }).click();
  await names(page, 'New owner', colleague);
  await look('deal-assign');
  await page.getByRole('button', { name: `Assign to ${colleague}` }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'People on the deal' }).filter({ hasText: colleague }).waitFor();
  await page.getByRole('button', { name: 'Unassign' }).click();
  await page.getByText('Held: unassigned by hand').waitFor();
  await look('deal-held');
  await page.getByRole('button', { name: 'Release' }).click();
  await page.getByText('Held: unassigned by hand').waitFor({ state: 'detached' });
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
  const drawer = page.getByRole('dialog');
  await drawer.getByText('two people approve').waitFor();
  assert.ok(await drawer.getByRole('button', { name: 'Send the request' }).isDisabled(), 'one is not enough');
  await drawer.getByRole('checkbox', { name: 'Claire Tremblay' }).check();
  await drawer.getByRole('checkbox', { name: colleague }).check();
  await look('deal-ask-two');
  await drawer.getByRole('button', { name: 'Send the request' }).click();
  await drawer.waitFor({ state: 'detached' });

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
  await page.getByRole('link', { name: 'Claire Tremblay' }).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('tab', { name: 'Lending limits' }).click();
  for (const name of ['Mortgage secured', 'Non-mortgage secured', 'Bridge secured', 'Total connection']) {
    await drawer.getByText(name, { exact: true }).first().waitFor();
  }
  await look('user-limits-expanded');
  await drawer.getByRole('tab', { name: 'Out of office' }).click();
  await drawer.getByTestId('leave').waitFor();
  await look('user-leave');
  await page.keyboard.press('Escape');
  await changesSettings(ask, { limitsView: 'CONDENSED' });
}

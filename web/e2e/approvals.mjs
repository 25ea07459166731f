import assert from 'node:assert/strict';
import { person } from './api.mjs';
import { chooses, closes, dialog, goes, gone, rowOf } from './finding.mjs';
import { large } from './unassigned.mjs';

const approver = 'Claire Tremblay';

/** The deal is above its owner's limits: the banner says by what, and somebody with the authority is asked. */
export async function asksForApproval({ page, look, ask }) {
  await makesApprover(ask);
  await page.reload();
  await banner(page, 'Above the authority of').waitFor();
  await page.getByRole('button', { name: /^Limits of/ }).click();
  await page.getByRole('columnheader', { name: 'Headroom' }).waitFor();
  await look('deal-limits');
  await closes(page, page.getByRole('columnheader', { name: 'Headroom' }));

  await page.getByRole('button', { name: 'Ask for approval' }).click();
  await page.waitForURL(/panel=ask/);
  const drawer = dialog(page, `Ask for approval of ${large}`);
  await drawer.getByRole('radio', { name: approver }).check();
  await drawer.getByRole('button', { name: 'Why others can’t approve' }).click();
  await drawer.getByRole('columnheader', { name: 'Reason' }).waitFor();
  await look('deal-ask');
  await drawer.getByLabel('Comment').fill('Two appraisals agree; income is confirmed.');
  await drawer.getByRole('button', { name: 'Send the request' }).click();
  await gone(drawer);
  await banner(page, `asked ${approver}`).waitFor();
  await look('deal-asked');

  await goes(page, 'Approvals');
  await chooses(page, 'Which requests', 'Asked by me');
  await rowOf(page, 'Approvals', large).getByRole('cell', { name: approver, exact: true }).waitFor();
  await look('approvals-asked');
}

/** The approver is told, sees their own limits beside the figures, and approves with a comment. */
export async function givesApproval(tour) {
  const { server, look } = tour;
  const claire = await tour.another(server.second);
  tour.claire = claire;
  await claire.getByText('Your approval is asked for').first().waitFor();
  await look('notices', claire);
  await goes(claire, 'Approvals');
  await claire.getByRole('link', { name: new RegExp(large) }).click();
  await claire.waitForURL(/\/approvals\/apr_/);
  const decision = claire.getByRole('region', { name: 'Your decision' });
  await decision.getByRole('table', { name: 'Your limits' }).waitFor();
  await look('approval', claire);
  await decision.getByLabel('Comment').fill('Within the appetite for this region.');
  await decision.getByRole('button', { name: 'Approve' }).click();
  await claire.getByText(`Approval of ${large} is given.`).waitFor();
  await look('approval-given', claire);
}

/** Requests are found by state, approver, amount and reference; the address says how. */
export async function findsRequests({ page, look }) {
  await goes(page, 'Approvals');
  await chooses(page, 'Which requests', 'All');
  await page.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'Approved', exact: true }).click();
  await page.getByRole('textbox', { name: 'From amount' }).fill('5,000,000');
  await page.waitForURL((address) => address.searchParams.get('state') === 'APPROVED' && address.searchParams.get('from')?.includes('5000000.00'));
  await rowOf(page, 'Approvals', large).waitFor();
  await page.getByTestId('count').getByText('1', { exact: true }).waitFor();
  await look('approvals-found');
  await page.getByRole('searchbox').fill('NO-SUCH-DEAL');
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await page.waitForURL((address) => !address.searchParams.has('from') && !address.searchParams.has('q'));
}

/** The banner goes with the approval, comes back with larger figures, and goes again with the old ones. */
export async function editsFiguresUnderApproval({ page, look }) {
  await page.getByRole('link', { name: new RegExp(large) }).first().click();
  await page.getByRole('dialog').getByRole('link', { name: `Deal ${large}` }).click();
  await banner(page, 'Approved for').waitFor();
  await look('deal-approved');
  await setsMortgage(page, '9,500,000');
  await banner(page, 'Above the authority of').waitFor();
  await look('deal-above-approval');
  await setsMortgage(page, '9,000,000');
  await banner(page, 'Approved for').waitFor();
}

async function setsMortgage(page, amount) {
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.waitForURL(/panel=figures/);
  const facility = page.getByRole('group', { name: 'Facility 1' });
  await facility.getByLabel('Amount').fill('much');
  await facility.getByText('Please enter an amount').waitFor();
  // What is no amount is not sent.
  await page.getByRole('button', { name: 'Save', exact: true, disabled: true }).waitFor();
  await facility.getByLabel('Amount').fill(amount);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await gone(facility);
}

const banner = (page, words) => page.getByTestId('authority').filter({ hasText: words });

/** Gives somebody the approver's role and no bounds, as an administrator would beforehand. */
export async function makesApprover(ask, name = approver) {
  const somebody = await person(ask, name);
  const { roles } = await ask('{ roles(first: 100) { nodes { id name } } }');
  const given = somebody.roles.filter(({ source }) => source === 'ADMIN').map(({ role }) => role.id);
  const roleIds = [...new Set([...given, roles.nodes.find(({ name }) => name === 'approver').id])];
  const { userRolesSet } = await ask(
    'mutation Roles($input: UserRolesSetInput!) { userRolesSet(input: $input) { userErrors { code message } } }',
    { input: { userId: somebody.id, roleIds, expectedVersion: somebody.version } },
  );
  assert.deepEqual(userRolesSet.userErrors, []);
  const { lendingLimitsSet } = await ask(
    'mutation Limits($input: LendingLimitsSetInput!) { lendingLimitsSet(input: $input) { userErrors { code message } } }',
    {
      input: {
        ...{ userId: somebody.id, expectedVersion: somebody.lendingLimits?.version ?? 0 },
        ...{ loanAmount: { unlimited: true }, maxDiscretionBps: 50 },
      },
    },
  );
  assert.deepEqual(lendingLimitsSet.userErrors, []);
}

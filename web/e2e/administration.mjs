import assert from 'node:assert/strict';
import { changesSettings, person } from './api.mjs';
import { goes, gone, picks, until } from './finding.mjs';

/** A copy of a preset becomes the company's own role, and somebody gets it. */
export async function makesARoleAndGivesIt(tour) {
  const { page, look } = tour;
  await goes(page, 'Roles');
  await page.getByRole('table', { name: 'Roles and permissions' }).getByRole('link', { name: 'Underwriter' }).waitFor();
  await look('roles');
  await page.getByRole('tab', { name: 'Who may do what' }).click();
  await page.getByRole('table', { name: 'Who may do what' }).waitFor();
  await look('roles-catalogue');
  await page.getByRole('tab', { name: 'Roles', exact: true }).click();
  await page.getByRole('row', { name: /Underwriter/ }).getByRole('button', { name: 'Duplicate' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('branch-lead');
  await page.getByRole('checkbox', { name: /Give deals to people/ }).check();
  await look('role-new');
  await page.getByRole('button', { name: 'Create the role' }).click();
  await page.getByRole('heading', { level: 1, name: 'branch-lead' }).waitFor();
  await page.getByRole('tab', { name: 'People' }).click();
  await picks(page, page.getByRole('combobox', { name: 'Person' }), 'Claire Tremblay');
  await page.getByRole('button', { name: 'Give the role' }).click();
  await page.getByRole('list', { name: 'People' }).getByText('Claire Tremblay').waitFor();
  await look('role-people');
  // A role that is held stays.
  await page.locator('button[aria-disabled=true]', { hasText: 'Delete' }).waitFor();
}

/** The access review is written to a file by a job. */
export async function exportsTheAccessReview({ page, look }) {
  await goes(page, 'Roles');
  await page.getByRole('tab', { name: 'Access review' }).click();
  await page.getByRole('table', { name: 'Access review' }).waitFor();
  await page.getByRole('button', { name: 'Export for auditors' }).click();
  const file = page.getByTestId('file');
  await file.waitFor();
  await look('access-review');
  const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
  assert.match(download.suggestedFilename(), /\.csv$/);
}

/** With dual control nothing changes until somebody else says so: who asked is told why they can't, and takes it back. It stays on: nobody switches it off alone. */
export async function needsASecondPerson({ page, look, ask, server }) {
  await changesSettings(ask, { limitsDualControl: true });
  const { name } = await person(ask, server.second);
  await goes(page, 'Roles');
  await page.getByRole('table', { name: 'Roles and permissions' }).getByRole('link', { name: 'Auditor' }).click();
  await page.getByRole('tab', { name: 'People' }).click();
  await picks(page, page.getByRole('combobox', { name: 'Person' }), name);
  await page.getByRole('button', { name: 'Give the role' }).click();
  await page.getByText('Nothing is changed yet').waitFor();
  await goes(page, 'Changes');
  // Nobody confirms their own.
  await page.getByRole('button', { name: 'Confirm', exact: true, disabled: true }).waitFor();
  await look('changes');
  await page.getByRole('button', { name: 'Reject …' }).click();
  await page.getByRole('textbox', { name: 'Comment' }).fill('Not agreed with the branch');
  await page.getByRole('button', { name: 'Reject', exact: true }).click();
  await page.getByText('Nothing waits for confirmation').waitFor();
  await page.getByText('Decided', { exact: true }).click();
  await page.getByText('Not agreed with the branch').waitFor();
}

/** What a program asked for is in force once a person has confirmed it, and not before. */
export async function confirmsAsTheSecondPerson({ page, look, ask, server }) {
  const capacity = async () => (await limitsOf(ask, server.second)).lendingLimits?.maxCapacity ?? null;
  const before = await capacity();
  const wanted = (before ?? 0) + 3;
  await asksForLimits(ask, server.second, { maxCapacity: wanted });
  assert.equal(await capacity(), before, 'nothing is changed by asking');
  await page.getByText('Waiting', { exact: true }).click();
  await page.reload();
  const confirm = page.getByRole('button', { name: 'Confirm', exact: true, disabled: false });
  await confirm.waitFor();
  await look('change-to-confirm');
  await confirm.click();
  await page.getByText('Nothing waits for confirmation').waitFor();
  await until(async () => (await capacity()) === wanted, 'it is in force with the second person');
}

async function limitsOf(ask, search) {
  const { users } = await ask('query Limits($search: String!) { users(first: 1, search: $search) { nodes { id lendingLimits { version maxCapacity } } } }', { search });
  return users.nodes[0];
}

async function asksForLimits(ask, search, part) {
  const { id, lendingLimits } = await limitsOf(ask, search);
  const { lendingLimitsSet } = await ask(
    'mutation Limits($input: LendingLimitsSetInput!) { lendingLimitsSet(input: $input) { pendingChange { state } userErrors { code message } } }',
    { input: { userId: id, expectedVersion: lendingLimits?.version ?? 0, ...part } },
  );
  assert.deepEqual(lendingLimitsSet, { pendingChange: { state: 'PENDING' }, userErrors: [] });
}

/** What a setting would do is shown before it is saved; then it is saved, and taken back. */
export async function changesASettingSeeingItsEffects({ page, look, ask }) {
  await goes(page, 'Settings');
  await page.getByText('By kind of security').click();
  await page.getByRole('table', { name: 'What changes' }).waitFor();
  await page.getByTestId('effects').getByRole('heading').first().waitFor();
  await look('settings-effects');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('textbox', { name: 'Name for deleted people' }).fill('Somebody who left');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await changesSettings(ask, { systemName: 'System' });
}

/** Deals and amounts by person and by month, in another order, and as a file. */
export async function readsTheProduction({ page, look }) {
  await goes(page, 'Production');
  const table = page.getByRole('table', { name: 'Production' });
  await table.waitFor();
  await table.getByRole('button', { name: 'Deals', exact: true }).click();
  await page.waitForURL(/sort=deals/);
  await look('production');
  const last = page.getByRole('textbox', { name: 'Last day' });
  await last.fill('');
  await last.pressSequentially('2020-12-31');
  await last.press('Enter');
  await page.getByText('The last day is before the first.').waitFor();
  await page.getByRole('button', { name: 'This year' }).click();
  await page.waitForURL(/from=\d{4}-01-01/);
  await page.getByText('Month', { exact: true }).click();
  await page.waitForURL(/by=PERIOD/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as CSV' }).click()]);
  assert.match(file.suggestedFilename(), /^production-.*\.csv$/);
}

/** In a window too low for every page's name, the name of the page in front is in sight. */
export async function seesWhereTheyAre({ page }) {
  const { width, height } = page.viewportSize();
  await page.setViewportSize({ width: 1360, height: 480 });
  await page.reload();
  const current = page.locator('nav').getByRole('link', { name: 'Production' });
  await current.waitFor();
  await page.getByRole('table', { name: 'Production' }).waitFor();
  await page.waitForFunction(inSight, await current.elementHandle());
  await page.setViewportSize({ width, height });
}

/** Evaluated in the page: nothing lies over the middle or the edges of a link. */
function inSight(link) {
  const { left, top, bottom } = link.getBoundingClientRect();
  return [top + 2, (top + bottom) / 2, bottom - 2].every((y) => link.contains(document.elementFromPoint(left + 12, y)));
}

/** A key is shown once, behind the gate; then it is revoked. */
export async function makesAKeyAndEndsIt({ page, look }) {
  await goes(page, 'API keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  await page.getByRole('dialog').getByText('Personal', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('journey');
  await page.getByRole('button', { name: 'Create the key' }).click();
  const key = await page.getByTestId('secret').innerText();
  await page.getByRole('button', { name: 'Continue', disabled: true }).waitFor();
  await look('key-once');
  await page.getByRole('checkbox', { name: 'I stored it' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await gone(page.getByText(key, { exact: true }));
  await page.getByRole('button', { name: 'Revoke journey' }).click();
  await page.getByRole('button', { name: 'Revoke it' }).click();
  await gone(page.getByRole('button', { name: 'Revoke journey' }));
}

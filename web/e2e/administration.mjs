import assert from 'node:assert/strict';

/** Goes to a page by the navigation. */
export async function goes(page, name) {
  await page.getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Chooses somebody in a field that names a person. */
export async function names(page, field, person) {
  await field.fill(person);
  await page.getByRole('option', { name: person }).first().click();
}

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
  await names(page, page.getByRole('textbox', { name: 'Person' }), 'Claire Tremblay');
  await page.getByRole('button', { name: 'Give the role' }).click();
  await page.getByRole('list', { name: 'People' }).getByText('Claire Tremblay').waitFor();
  await look('role-people');
  assert.equal(await page.getByRole('button', { name: 'Delete' }).getAttribute('aria-disabled'), 'true', 'a role that is held stays');
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

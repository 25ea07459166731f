import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { closes, dialog, goes, gone, list, rowOf, rows, settled } from './finding.mjs';

const newcomer = 'Nora Newcomer';

/** A person is added; what their role brings is shown before. */
export async function addsAPerson({ page, look }) {
  await goes(page, 'Users');
  await page.getByRole('link', { name: 'Add user' }).click();
  await page.waitForURL(/\/users\/new/);
  const drawer = dialog(page, 'Add user');
  await drawer.getByLabel('First name').fill('Nora');
  await drawer.getByLabel('Last name').fill('Newcomer');
  await drawer.getByLabel('E-mail').fill('nora.newcomer@northlake.test');
  await drawer.getByRole('combobox', { name: 'Roles' }).click();
  await page.getByRole('option', { name: 'Underwriter' }).click();
  await closes(page, page.getByRole('option'));
  await look('user-new');
  await drawer.getByRole('button', { name: 'Add user' }).click();
  await page.waitForURL(/\/users\/usr_/);
  const made = dialog(page, newcomer);
  await made.getByRole('tab', { name: 'Sign-in' }).click();
  await page.waitForURL(/\/signIn/);
  await made.getByText('Not signed in anywhere.').waitFor();
  await look('user-sign-in');
  await closes(page, made);
  await page.waitForURL(/\/users(\?|$)/);
}

/** Input that is not saved is asked for before it is lost. */
export async function keepsUnsavedInput({ page, look }) {
  const row = await finds(page, newcomer);
  await row.getByRole('link', { name: newcomer, exact: true }).click();
  const drawer = dialog(page, newcomer);
  await drawer.getByLabel('Phone', { exact: true }).fill('+14165550123');
  await drawer.getByRole('tab', { name: 'Preferences' }).click();
  await page.waitForURL(/\/preferences/);
  await drawer.getByRole('button', { name: 'Close', exact: true }).click();
  const question = dialog(page, 'Your changes are not saved');
  await question.waitFor();
  await look('unsaved');
  await question.getByRole('button', { name: 'Leave without saving' }).click();
  await page.waitForURL(/\/users(\?|$)/);
  await gone(drawer);
}

/** Cells are changed where they stand, and taken back. */
export async function editsInTheList({ page, look }) {
  const row = await finds(page, newcomer);
  await row.getByText('No direct manager').waitFor();
  await row.getByRole('button', { name: /Change the direct manager/ }).click();
  const form = dialog(page, /Change the direct manager/);
  await form.getByRole('combobox', { name: 'Direct manager' }).click();
  await page.getByRole('option').first().click();
  await gone(page.getByRole('option'));
  await look('edit-manager');
  await form.getByRole('button', { name: 'Save' }).click();
  await row.getByText('No direct manager').waitFor({ state: 'detached' });
  await page.getByRole('alert').filter({ hasText: newcomer }).getByRole('button', { name: 'Undo' }).click();
  await row.getByText('No direct manager').waitFor();
  await row.getByRole('switch').click();
  await page.getByText(`${newcomer} gets deals only by hand.`).waitFor();
}

/** Several people at once: first what would happen, then the same in earnest. */
export async function changesSeveral({ page, look }) {
  await page.getByRole('searchbox').fill('');
  await page.waitForURL((address) => !address.search.includes('q='));
  await choosesRows(page, [2, 3, 4]);
  await page.getByRole('toolbar', { name: '3 chosen' }).getByRole('button', { name: 'Max capacity' }).click();
  const form = dialog(page, 'Max capacity of 3 people');
  await form.getByLabel('Max capacity').fill('17');
  await form.getByRole('button', { name: 'Check' }).click();
  await form.getByText(/would change/).first().waitFor();
  await look('bulk-dry-run');
  await form.getByRole('button', { name: 'Change 3 people' }).click();
  await form.getByText(/^\d+ changed/).first().waitFor();
  // One closes the dialog in its corner, one below what came of it.
  await form.getByRole('button', { name: 'Close', exact: true }).last().click();
  await gone(form);
  await gone(page.getByRole('toolbar'));
}

/** Limits in money of several: what is not ticked stays as it is with each. */
export async function changesLimitsOfSeveral({ page, look }) {
  await choosesRows(page, [2, 3]);
  const bar = page.getByRole('toolbar', { name: '2 chosen' });
  await bar.getByRole('button', { name: 'Lending limits' }).click();
  const limits = dialog(page, 'Lending limits of 2 people');
  const check = limits.getByRole('button', { name: 'Check' });
  // Nothing is ticked yet.
  await limits.getByRole('button', { name: 'Check', disabled: true }).waitFor();
  await limits.getByRole('checkbox', { name: 'Loan amount' }).check();
  await limits.getByRole('textbox', { name: 'Amount in CAD' }).fill('650,000');
  await check.click();
  await limits.getByText(/would change/).first().waitFor();
  await look('bulk-limits');
  await limits.getByRole('button', { name: 'Change 2 people' }).click();
  await limits.getByText(/^2 changed/).waitFor();
  await limits.getByRole('button', { name: 'Close', exact: true }).last().click();
  await gone(limits);
}

/** Lists of several; whoever closes what is not done yet is asked, and the keyboard goes back. */
export async function keepsWhatWasChosenForSeveral({ page, look }) {
  await choosesRows(page, [2, 3]);
  const bar = page.getByRole('toolbar', { name: '2 chosen' });
  const opener = bar.getByRole('button', { name: 'Preferences' });
  await opener.click();
  const lists = dialog(page, 'Preferences of 2 people');
  await lists.getByRole('checkbox', { name: 'Languages' }).check();
  await lists.getByRole('combobox', { name: 'Languages' }).click();
  await page.getByRole('option', { name: 'French' }).click();
  await closes(page, page.getByRole('option'));
  await lists.getByRole('button', { name: 'Check' }).click();
  await lists.getByText(/would change/).first().waitFor();
  await look('bulk-preferences');
  await page.keyboard.press('Escape');
  const question = dialog(page, 'Your changes are not saved');
  await question.getByRole('button', { name: 'Leave without saving' }).click();
  await gone(lists);
  await page.waitForFunction((button) => document.activeElement === button, await opener.elementHandle());
  await bar.getByRole('button', { name: 'Choose none' }).click();
  await gone(bar);
}

/** People come from a file: what is wrong in it is told before anything is done. */
export async function importsPeople({ page, look }) {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Import users' }).click();
  await page.waitForURL(/\/users\/import/);
  const lines = ['email,firstName,lastName,roles', 'ida.import@northlake.test,Ida,Import,underwriter', 'no-address,Bad,Row,underwriter'];
  await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByText('1 would be added').first().waitFor();
  await look('import-dry-run');
  await page.getByRole('button', { name: 'Import 1 row' }).click();
  await page.getByText('1 added').first().waitFor();
  await look('import-done');
  const [report] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the report' }).click()]);
  assert.match(readFileSync(await report.path(), 'utf8'), /REFUSED/);
  await page.getByRole('link', { name: 'To the users' }).click();
  await finds(page, 'Ida Import');
}

/** What an account allows is in the menu of its row, what it does not says why; deletion is typed. */
export async function deletesAPerson({ page, look }) {
  const row = await finds(page, newcomer);
  await row.getByRole('button', { name: `Actions for ${newcomer}` }).click();
  await page.getByRole('menuitem', { name: /Send welcome/ }).waitFor();
  await look('user-menu');
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const question = dialog(page, `Delete ${newcomer}?`);
  const confirm = question.getByRole('button', { name: 'Delete for good' });
  await question.getByText(/open deals? (lose|loses|no)|0 open deals/).first().waitFor();
  // Deletion waits for the typed address.
  await question.getByRole('button', { name: 'Delete for good', disabled: true }).waitFor();
  await question.getByLabel(/^Type/).fill('nora.newcomer@northlake.test');
  await look('user-delete');
  await confirm.click();
  await page.getByText('Nothing matches').waitFor();
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await list(page, 'Users').waitFor();
}

/** Ticks rows of the whole list by their places, once it has come to rest after what was changed in it. */
async function choosesRows(page, places) {
  await rows(page, 'Users').nth(5).waitFor();
  await settled(page);
  for (const place of places) await rows(page, 'Users').nth(place).getByRole('checkbox', { name: /Choose/ }).check();
}

/** Searches for somebody, and gives their row once it is the only one. */
async function finds(page, name) {
  await page.getByRole('searchbox').fill(name);
  await page.waitForURL((address) => address.searchParams.get('q') === name);
  await gone(rows(page, 'Users').nth(1));
  const row = rowOf(page, 'Users', name);
  await row.waitFor();
  return row;
}

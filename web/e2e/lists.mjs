import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { list, rows } from './tour.mjs';

/** Everything that the keyboard does on a list, and on every page. */
export async function worksByKeyboard({ page, look }) {
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await look('keys');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  const first = rows(page, 'Users').nth(0).getByRole('link');
  assert.ok(await first.evaluate((link) => link === document.activeElement), 'k comes back to the first row');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/users\/usr_/);
  await page.getByRole('tab', { name: 'Profile' }).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL(/\/users(\?|$)/);

  const someone = await first.getAttribute('aria-label');
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Deals' }).waitFor();
  await page.keyboard.type(someone);
  await page.getByRole('option', { name: someone }).first().waitFor();
  await look('palette');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/users\/usr_/);
  await page.getByRole('dialog', { name: someone }).getByRole('tab', { name: 'Profile' }).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL(/\/users(\?|$)/);
}

/** A list as somebody likes to see it is kept, and found again. */
export async function keepsAView({ page, look }) {
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Last sign-in' }).click();
  await page.waitForURL(/hide=.*LAST_LOGIN_AT/);
  await page.getByRole('columnheader', { name: 'Last sign-in' }).waitFor({ state: 'detached' });
  await look('columns');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('menuitem', { name: 'Save this view' }).click();
  await page.getByLabel('Name of the view').fill('Without sign-ins');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Deals' }).click();
  await list(page, 'Deals').waitFor();
  await page.getByRole('link', { name: 'Users' }).click();
  await page.getByRole('columnheader', { name: 'Last sign-in' }).waitFor();
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('menuitem', { name: 'Without sign-ins', exact: true }).click();
  await page.getByRole('columnheader', { name: 'Last sign-in' }).waitFor({ state: 'detached' });
}

/** The file has the columns and the rows of the list. */
export async function writesWhatIsShown({ page }) {
  await page.getByRole('searchbox').fill('an');
  await page.waitForURL(/q=an/);
  await page.locator('[aria-busy=false]').waitFor();
  const total = Number((await page.getByTestId('count').innerText()).replace(/\D/g, ''));
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download what is shown' }).click()]);
  const lines = readFileSync(await file.path(), 'utf8').trim().split('\r\n');
  assert.equal(lines.length, total + 1, 'a line for each person, and the heading');
  assert.ok(lines[0].includes('First name') && !lines[0].includes('Last sign-in'), lines[0]);
  await page.getByRole('link', { name: 'Users' }).click();
  await page.waitForURL(/\/users$/);
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chooses, closes, dialog, goes, gone, list, ordered, picks, rowOf, rows, settled, until } from './finding.mjs';

/** Everything that the keyboard does on a list, and on every page. It begins with a list of its own: in a field a key is a letter, and a list of one has no next row. */
export async function worksByKeyboard({ page, look }) {
  await goes(page, 'Users');
  await page.waitForURL(/\/users$/);
  await rows(page, 'Users').nth(1).waitFor();
  await settled(page);
  await page.keyboard.press('?');
  const keys = dialog(page, 'Keyboard');
  await keys.waitFor();
  await look('keys');
  await closes(page, keys);

  for (const [key, place] of [['j', 0], ['j', 1], ['k', 0]]) {
    await page.keyboard.press(key);
    await holdsTheKeyboard(page, place, key);
  }
  const someone = await rows(page, 'Users').nth(0).getByRole('link').getAttribute('aria-label');
  const drawer = dialog(page, someone);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/users\/usr_/);
  await drawer.getByRole('tab', { name: 'Profile' }).waitFor();
  await closes(page, drawer);
  await page.waitForURL(/\/users(\?|$)/);

  await page.keyboard.press('Control+k');
  const palette = dialog(page, 'Go to a page or a person');
  await palette.getByRole('option', { name: 'Deals', exact: true }).waitFor();
  await palette.locator('input').fill(someone);
  // Enter takes the option that is marked.
  await palette.locator('[role=option][data-combobox-selected]').filter({ hasText: someone }).waitFor();
  await look('palette');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/users\/usr_/);
  await drawer.getByRole('tab', { name: 'Profile' }).waitFor();
  await closes(page, drawer);
  await page.waitForURL(/\/users(\?|$)/);
}

/** A row takes the keyboard with the next frame. */
const holdsTheKeyboard = (page, place, key) =>
  until(() => page.evaluate((index) => document.activeElement?.closest('[data-index]')?.getAttribute('data-index') === String(index), place), `row ${place} by ${key}`);

/** A list as somebody likes to see it is kept, and found again. */
export async function keepsAView({ page, look }) {
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Last sign-in' }).click();
  await page.waitForURL(/hide=.*LAST_LOGIN_AT/);
  await page.getByRole('columnheader', { name: 'Last sign-in' }).waitFor({ state: 'detached' });
  await look('columns');
  await closes(page, page.getByRole('menu'));

  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('menuitem', { name: 'Save this view' }).click();
  const form = dialog(page, 'Save this view');
  await form.getByLabel('Name of the view').fill('Without sign-ins');
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await gone(form);
  await goes(page, 'Deals');
  await list(page, 'Deals').waitFor();
  await goes(page, 'Users');
  await page.getByRole('columnheader', { name: 'Last sign-in' }).waitFor();
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('menuitem', { name: 'Without sign-ins', exact: true }).click();
  await page.getByRole('columnheader', { name: 'Last sign-in' }).waitFor({ state: 'detached' });
  await settled(page);
}

/** The file has the columns and the rows of the list. */
export async function writesWhatIsShown({ page, ask }) {
  const { users } = await ask('{ users(first: 1, search: "an") { totalCount } }');
  const total = users.totalCount;
  await page.getByRole('searchbox').fill('an');
  await page.waitForURL(/q=an/);
  await page.getByTestId('count').getByText(String(total), { exact: true }).waitFor();
  await settled(page);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download what is shown' }).click()]);
  const lines = readFileSync(await file.path(), 'utf8').trim().split('\r\n');
  assert.equal(lines.length, total + 1, 'a line for each person, and the heading');
  assert.ok(lines[0].includes('First name') && !lines[0].includes('Last sign-in'), lines[0]);
  await goes(page, 'Users');
  await page.waitForURL(/\/users$/);
}

/** A list that its server does not search is searched by what it says; the way back leads to it as it was left. */
export async function searchesAndSortsAnyList({ page, look }) {
  await goes(page, 'Webhooks');
  await rowOf(page, 'Webhooks', 'Loan origination').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('warehouse');
  await page.waitForURL(/q=warehouse/);
  await gone(rowOf(page, 'Webhooks', 'Loan origination'));
  await look('webhooks-found');
  await rowOf(page, 'Webhooks', 'Data warehouse').getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: 'Data warehouse' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Webhooks', exact: true }).click();
  await page.waitForURL(/\/webhooks\?q=warehouse$/);
  await page.getByRole('searchbox').press('Escape');
  await rowOf(page, 'Webhooks', 'Loan origination').waitFor();

  await goes(page, 'Customers');
  await list(page, 'Customers').getByRole('button', { name: 'Name' }).click();
  await page.waitForURL(/by=NAME/);
  await page.locator('[aria-sort=descending]').waitFor();
  await ordered(page, 'Customers', (one, other) => other.localeCompare(one, 'en-CA'), 'customers from Z to A');
}

/** A company of any size: lines of the tree exist while they are seen, and the keyboard reaches all of them. */
export async function walksTheWholeTree({ page, look }) {
  await goes(page, 'Organisation');
  const tree = page.getByRole('tree', { name: 'Organisation' });
  await tree.getByRole('treeitem').first().waitFor();
  await page.getByRole('button', { name: 'Open another level' }).click();
  await tree.locator('[aria-level="2"]').first().waitFor();
  await tree.getByRole('treeitem').first().focus();
  await page.keyboard.press('End');
  await until(() => tree.evaluate((whole) => {
    const lines = [...whole.querySelectorAll('[data-index]')];
    const last = lines.toSorted((one, other) => one.dataset.index - other.dataset.index).at(-1);
    return last?.dataset.index > 80 && last.contains(document.activeElement);
  }), 'the last line has the keyboard');
  assert.ok((await tree.getByRole('treeitem').count()) < 80, 'lines out of sight are not drawn');
  await look('organisation-end');
  await page.keyboard.press('Home');
  await until(() => page.evaluate(() => document.activeElement?.getAttribute('aria-posinset') === '1'), 'the first line has the keyboard');
}

/** Somebody in a branch that nobody has opened is found: in the tree the way to them opens, and the table behind it is searched and sorted like any list. */
export async function searchesTheOrganisation({ page, look }) {
  await page.getByRole('button', { name: 'Close all' }).click();
  const tree = page.getByRole('tree', { name: 'Organisation' });
  await gone(tree.locator('[aria-level="2"]'));
  await picks(page, page.getByRole('combobox', { name: 'Find a person' }), 'Claire Tremblay');
  const found = tree.getByRole('treeitem', { name: /^Claire Tremblay/ });
  await found.waitFor();
  await until(() => found.evaluate((line) => line === document.activeElement && line.getAttribute('aria-level') === '2'), 'the keyboard is on who was looked for');
  await look('organisation-found');
  await page.getByRole('button', { name: 'Close all' }).click();
  await chooses(page, 'View', 'Table');
  await page.waitForURL(/view=table/);
  await list(page, 'Organisation').waitFor();
  await page.getByRole('searchbox').fill('claire');
  await page.waitForURL(/q=claire/);
  await rowOf(page, 'Organisation', 'Claire Tremblay').waitFor();
  await page.getByRole('columnheader', { name: 'Person' }).getByRole('button').click();
  await page.waitForURL(/by=PERSON/);
  await look('organisation-table');
}

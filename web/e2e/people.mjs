import assert from 'node:assert/strict';
import { closes, dialog, firstRow, gone, list, ordered, rowOf, rows, settled, until } from './finding.mjs';

export async function findsPeople({ page, look }) {
  await rows(page, 'Users').nth(5).waitFor();
  await settled(page);
  const count = page.getByTestId('count');
  const everybody = await until(async () => Number((await count.innerText()).replace(/\D/g, '')), 'how many there are');
  assert.ok(everybody >= 100, `${everybody} users`);
  const drawn = await rows(page, 'Users').count();
  assert.ok(drawn > 5 && drawn < 60, `${drawn} rows are drawn: the list is not virtual`);
  await ordered(page, 'Users', new Intl.Collator('en', { sensitivity: 'base' }).compare, 'first name ascending');
  await look('users');

  await page.getByRole('columnheader', { name: 'Last name' }).getByRole('button').click();
  await page.waitForURL(/sort=LAST_NAME/);
  await page.getByRole('columnheader', { name: 'Last name' }).getByRole('button').click();
  await page.waitForURL(/desc=true/);
  await page.getByRole('columnheader', { name: 'Last name' }).and(page.locator('[aria-sort=descending]')).waitFor();
  await settled(page);
  await scrollsToTheEnd(page, everybody);
  await filtersAndSearches(page, look, everybody);
}

async function scrollsToTheEnd(page, everybody) {
  const region = page.getByRole('region', { name: 'Users' });
  const last = region.locator(`[data-index="${everybody - 1}"]`);
  // Each page that comes makes the list longer.
  await until(async () => {
    await region.evaluate((element) => {
      element.scrollTo({ top: element.scrollHeight });
    });
    return (await last.count()) === 1;
  }, 'the last page, by scrolling');
  await region.evaluate((element) => {
    element.scrollTo({ top: 0 });
  });
}

async function filtersAndSearches(page, look, everybody) {
  const filter = page.getByRole('button', { name: 'No direct manager' });
  await filter.click();
  await page.waitForURL(/noManager=true/);
  const count = page.getByTestId('count');
  await count.filter({ hasNotText: new RegExp(`^${everybody}$`) }).waitFor();
  await rows(page, 'Users').first().getByText('No direct manager').waitFor();
  await look('users-without-manager');
  await filter.click();
  await page.waitForURL((address) => !address.search.includes('noManager'));
  await count.filter({ hasText: new RegExp(`^${everybody}$`) }).waitFor();
  await settled(page);

  const someone = await firstRow(page, 'Users').getByRole('link').getAttribute('aria-label');
  await page.keyboard.press('/');
  await page.locator('input[type=search]:focus').fill(someone);
  await page.waitForURL(/q=/);
  await gone(rows(page, 'Users').nth(10));
  await firstRow(page, 'Users').getByRole('link', { name: someone, exact: true }).waitFor();
  await look('users-search');

  await page.getByRole('searchbox').fill('nobody is called this');
  await page.getByText('Nothing matches').waitFor();
  await look('users-nothing-found');
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await list(page, 'Users').waitFor();
}

export async function opensAPerson(tour) {
  const { page, look } = tour;
  await settled(page);
  tour.person = await firstRow(page, 'Users').getByRole('link').getAttribute('aria-label');
  await rowOf(page, 'Users', tour.person).first().getByRole('link', { name: tour.person, exact: true }).click();
  const drawer = dialog(page, tour.person);
  await page.waitForURL(/\/users\/usr_/);
  await drawer.getByRole('tab', { name: 'Profile' }).waitFor();
  await look('user-profile');
  await drawer.getByRole('tab', { name: 'Preferences' }).click();
  await drawer.getByRole('switch').waitFor();
  await look('user-preferences');
  await drawer.getByRole('tab', { name: 'Lending limits' }).click();
  await drawer.getByLabel('Max capacity').waitFor();
  await look('user-limits');
}

/** Two windows on one person: the later one keeps its input and decides. */
export async function changesLimitsBesideSomebodyElse({ page, look, person }) {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('tab', { name: 'Lending limits' }).click();
  await settled(other);
  const before = Number(await capacity(other).inputValue());
  await setCapacity(other, before + 1);
  await saved(other);
  await other.close();

  await setCapacity(page, before + 5);
  const drawer = dialog(page, person);
  await drawer.getByText('Somebody else changed this meanwhile').waitFor();
  assert.equal(Number(await capacity(page).inputValue()), before + 5, 'the input is kept');
  await look('user-limits-stale');
  await drawer.getByRole('button', { name: 'Keep my input' }).click();
  await save(page).click();
  await saved(page);
  await page.reload();
  await drawer.getByRole('tab', { name: 'Lending limits' }).click();
  await until(async () => Number(await capacity(page).inputValue()) === before + 5, 'the change outlives the page');
}

const saved = (page) => page.getByRole('tabpanel').getByText('Saved', { exact: true }).waitFor();
// What stands side by side with somebody else's input has the same words.
const capacity = (page) => page.getByRole('tabpanel').getByRole('textbox', { name: 'Max capacity', exact: true });
const save = (page) => page.getByRole('tabpanel').getByRole('button', { name: 'Save' });

async function setCapacity(page, value) {
  await capacity(page).fill(String(value));
  await save(page).click();
}

export async function deactivatesAndActivates({ page, look, person }) {
  const drawer = dialog(page, person);
  await drawer.getByRole('tab', { name: 'Sign-in' }).click();
  await drawer.getByRole('button', { name: 'Deactivate', exact: true }).click();
  const question = dialog(page, /^Deactivate .+\?/);
  await question.getByText('All sessions end at once').waitFor();
  await look('user-deactivate');
  await question.getByRole('button', { name: 'Deactivate' }).click();
  await gone(question);
  await drawer.getByText('Inactive: by an administrator').waitFor();
  await drawer.getByRole('button', { name: 'Activate', exact: true }).click();
  await drawer.getByRole('button', { name: 'Deactivate', exact: true }).waitFor();

  await drawer.getByRole('tab', { name: 'History' }).click();
  await drawer.getByText('User deactivated').first().waitFor();
  // People are named once their names have come.
  await gone(drawer.getByText(/usr_[0-9a-v]{26}/));
  await look('user-history');
  await closes(page, drawer);
  await page.waitForURL(/\/users(\?|$)/);
}

// The console's journey on the real product: sign in, find people, open one, read why
// a deal went to its person, change the language, sign out. Each page is looked at
// (screenshots/), held to axe, and to a silent console.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { findings, openBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const shots = new URL('./screenshots/', import.meta.url).pathname;
mkdirSync(shots, { recursive: true });

const server = await startServer();
const browser = await openBrowser();
const { page, complaints } = browser;
const journey = [
  signsIn,
  findsPeople,
  opensAPerson,
  readsWhyThisPerson,
  worksInTheDarkAndOnAPhone,
  speaksGerman,
  signsOut,
];
let looked = 0;

async function look(name) {
  await page.screenshot({ path: `${shots}${String(++looked).padStart(2, '0')}-${name}.png` });
  assert.deepEqual(await findings(page), [], `axe on ${name}`);
  assert.deepEqual(complaints, [], `complaints on ${name}`);
  console.log(`    looked at ${name}`);
}

const list = (name) => page.getByRole('table', { name });
const rows = (name) => list(name).locator('[data-index]');
const firstRow = (name) => rows(name).first();
const total = () => page.getByTestId('count').innerText();

try {
  for (const step of journey) await walk(step);
} catch {
  // Told where it happened; the steps behind it would only repeat it.
  process.exitCode = 1;
} finally {
  await browser.close();
  await server.stop();
}

/** Walks one step and tells of it in the words of `go test -v`. */
async function walk(step) {
  const start = performance.now();
  const told = () => `${step.name} (${((performance.now() - start) / 1000).toFixed(2)}s)`;
  try {
    await step();
    assert.deepEqual(complaints, [], `complaints while it ${step.name}`);
    console.log(`--- PASS: ${told()}`);
  } catch (error) {
    await page.screenshot({ path: `${shots}failed.png` }).catch(() => {});
    console.log([`    at ${page.url()}`, ...complaints, error.stack].join('\n    '));
    console.log(`--- FAIL: ${told()}`);
    throw error;
  }
}

async function signsIn() {
  await page.goto(`${server.address}/users`);
  await page.waitForURL(/\/login\?return=%2Fusers/);
  await page.goto(`${server.signIn}?return=%2Fusers`);
  await page.locator('input:not([type=password]):not([type=hidden])').fill(server.email);
  await page.locator('input[type=password]').fill(server.password);
  await look('sign-in');
  await page.keyboard.press('Enter');
  await list('Users').waitFor();
  assert.equal(new URL(page.url()).pathname, '/users', 'sign-in comes back to the page asked for');
}

async function findsPeople() {
  await page.getByTestId('count').waitFor();
  const everybody = Number((await total()).replace(/\D/g, ''));
  assert.ok(everybody >= 100, `${everybody} users`);
  const drawn = await rows('Users').count();
  assert.ok(drawn < 60, `${drawn} rows are drawn: the list is not virtual`);
  const names = await rows('Users').getByRole('link').allInnerTexts();
  assert.deepEqual(names, [...names].sort(new Intl.Collator('en', { sensitivity: 'base' }).compare), 'first name ascending');
  await look('users');

  await page.getByRole('columnheader', { name: 'Last name' }).getByRole('button').click();
  await page.waitForURL(/sort=LAST_NAME/);
  await page.getByRole('columnheader', { name: 'Last name' }).getByRole('button').click();
  await page.waitForURL(/desc=true/);
  await page.locator('[aria-sort=descending]').waitFor();

  await scrollsToTheEnd(everybody);

  await page.getByRole('button', { name: 'No direct manager' }).click();
  await page.waitForURL(/noManager=true/);
  await page.waitForFunction((all) => document.querySelector('[data-testid=count]')?.textContent !== all, String(everybody));
  await look('users-without-manager');
  await page.getByRole('button', { name: 'No direct manager' }).click();

  await page.locator('body').press('/');
  const someone = await firstRow('Users').getByRole('link').getAttribute('aria-label');
  await page.keyboard.type(someone);
  await page.waitForURL(/q=/);
  await page.waitForFunction(() => document.querySelectorAll('[role=table] [data-index]').length < 10);
  assert.equal(await firstRow('Users').getByRole('link').getAttribute('aria-label'), someone);
  await look('users-search');

  await page.getByRole('searchbox').fill('nobody is called this');
  await page.getByText('Nothing matches').waitFor();
  await look('users-nothing-found');
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await list('Users').waitFor();
}

async function scrollsToTheEnd(everybody) {
  const region = page.getByRole('region', { name: 'Users' });
  await region.evaluate(async (element, wanted) => {
    for (let step = 0; step < 100; step++) {
      element.scrollTo({ top: element.scrollHeight });
      await new Promise((wake) => setTimeout(wake, 60));
      if (element.querySelector(`[data-index="${wanted - 1}"]`)) return;
    }
  }, everybody);
  assert.equal(await region.locator(`[data-index="${everybody - 1}"]`).count(), 1, 'the last page is loaded by scrolling');
  await region.evaluate((element) => element.scrollTo({ top: 0 }));
}

async function opensAPerson() {
  await firstRow('Users').getByRole('link').click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('tab', { name: 'Profile' }).waitFor();
  await page.waitForURL(/\/users\/usr_/);
  await look('user-profile');
  await drawer.getByRole('tab', { name: 'Preferences' }).click();
  await drawer.getByRole('switch').waitFor();
  await look('user-preferences');
  await drawer.getByRole('tab', { name: 'Lending limits' }).click();
  await drawer.getByLabel('Max capacity').waitFor();
  await look('user-limits');
  await changesACapacity(drawer);
  await drawer.getByRole('tab', { name: 'History' }).click();
  await drawer.getByRole('listitem').first().waitFor();
  await look('user-history');
  await page.keyboard.press('Escape');
  await page.waitForURL(/\/users(\?|$)/);
}

async function changesACapacity(drawer) {
  const capacity = drawer.getByLabel('Max capacity');
  const before = Number(await capacity.inputValue());
  await capacity.fill(String(before + 1));
  await drawer.getByRole('tabpanel').getByRole('button', { name: 'Save' }).click();
  // Saved: the form follows the server again and there is nothing left to discard.
  await drawer.getByRole('button', { name: 'Discard changes' }).waitFor({ state: 'detached' });
  assert.equal(Number(await capacity.inputValue()), before + 1);
  await page.reload();
  await drawer.getByRole('tab', { name: 'Lending limits' }).click();
  assert.equal(Number(await drawer.getByLabel('Max capacity').inputValue()), before + 1, 'the change outlives the page');
}

async function readsWhyThisPerson() {
  await page.getByRole('link', { name: 'Deals' }).click();
  await list('Deals').waitFor();
  await look('deals');
  await page.getByRole('columnheader', { name: 'Loan amount' }).getByRole('button').click();
  await page.waitForURL(/sort=LOAN_AMOUNT/);
  await page.getByText('Unassigned', { exact: true }).first().click();
  await page.waitForURL(/pipeline=UNASSIGNED/);
  await page.getByText('All deals', { exact: true }).first().click();
  await list('Deals').waitFor();

  const owned = rows('Deals').filter({ hasNotText: 'Unassigned' }).first();
  await owned.getByRole('link').click();
  await page.waitForURL(/\/deals\/deal_/);
  await page.getByRole('heading', { name: 'Why this person' }).waitFor();
  const verdict = await page.getByTestId('verdict').innerText();
  assert.match(verdict, /was chosen|picked this deal up|by the rules/);
  await look('deal-why');
  await page.getByText('Table', { exact: true }).click();
  await page.getByRole('table', { name: 'People by reason' }).waitFor();
  await look('deal-why-table');
}

async function worksInTheDarkAndOnAPhone() {
  await page.getByText('Picture', { exact: true }).click();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('[data-mantine-color-scheme=dark]').waitFor();
  await look('deal-dark');
  await page.getByRole('link', { name: 'Users' }).click();
  await list('Users').waitFor();
  await look('users-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await page.setViewportSize({ width: 390, height: 844 });
  await look('users-phone');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'Deals' }).click();
  await list('Deals').waitFor();
  await look('deals-phone');
  await firstRow('Deals').getByRole('link').click();
  await page.getByTestId('verdict').waitFor();
  await look('deal-phone');
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.getByRole('link', { name: 'Users' }).click();
  await list('Users').waitFor();
  await look('users-tablet');
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function speaksGerman() {
  await openAccount();
  await look('account-menu');
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await list('Benutzer').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  await look('users-german');
  await page.getByRole('link', { name: 'Anträge' }).click();
  await firstRow('Anträge').getByRole('link').click();
  await page.getByTestId('verdict').waitFor();
  await look('deal-german');
  await page.reload();
  await page.getByRole('link', { name: 'Benutzer' }).waitFor();
  await page.goto(`${server.address}/nowhere`);
  await page.getByText('Diese Seite gibt es nicht').waitFor();
  await look('not-found-german');
}

async function signsOut() {
  await openAccount();
  await page.getByRole('menuitem', { name: 'Abmelden' }).click();
  await page.waitForURL(/\/login/);
  await page.goto(`${server.address}/deals`);
  await page.waitForURL(/\/login\/\w+\?return=%2Fdeals/);
}

async function openAccount() {
  await page.locator('[aria-haspopup=menu]').click();
  await page.getByRole('menu').waitFor();
}

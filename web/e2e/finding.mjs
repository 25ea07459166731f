// Where things are found on a page, and what proves that they have come or gone. A locator
// names one thing: what stands beside it (a notice, a second list, another row) may come or
// go at any time.
import assert from 'node:assert/strict';

export const list = (page, name) => page.getByRole('table', { name });
export const rows = (page, name) => list(page, name).locator('[data-index]');
export const firstRow = (page, name) => rows(page, name).first();

/** The one row that holds a link of this name. */
export const rowOf = (page, table, name) => rows(page, table).filter({ has: page.getByRole('link', { name, exact: true }) });

/** The drawer or dialog of this title; it may stand over another. */
export const dialog = (page, name) => page.getByRole('dialog', { name });

/** Goes to a page by the navigation; lists and texts have links of the same names. */
export async function goes(page, name) {
  await page.locator('nav').getByRole('link', { name: new RegExp(`^${name}`) }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** None of it is left; it may have been there several times. */
export const gone = (locator) => locator.first().waitFor({ state: 'detached' });

/** What is shown is what was asked for: nothing is on its way any more. */
export const settled = (page) => gone(page.locator('[aria-busy=true]'));

/** Closes what is open by the keyboard, and waits until it is. */
export async function closes(page, opened) {
  await page.keyboard.press('Escape');
  await gone(opened);
}

/** Asks until it is so; what happens at the server's own pace tells no page when. */
export async function until(check, what) {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const found = await check();
    if (found) return found;
    await new Promise((wake) => setTimeout(wake, 150));
  }
  assert.fail(`never came: ${what}`);
}

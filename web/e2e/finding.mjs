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

/** What is shown is what was asked for: nothing is on its way any more, and nothing stands in for it. */
export const settled = (page) => gone(page.locator('[aria-busy=true], .mantine-Skeleton-root'));

/** The choice that is drawn; the radios of a segmented control are out of sight, and people click their labels. */
export async function chooses(page, group, name) {
  const choice = page.getByRole('radiogroup', { name: group });
  await choice.getByText(name, { exact: true }).click();
  await choice.getByRole('radio', { name, exact: true, checked: true }).waitFor({ state: 'attached' });
  await settled(page);
}

/** Chooses somebody in a field that searches as one types, once nobody else is offered: options that come and go would take the click. */
export async function picks(page, field, name) {
  await field.fill(name);
  const offered = page.getByRole('option');
  const wanted = offered.filter({ hasText: name }).first();
  await wanted.waitFor();
  await gone(offered.filter({ hasNotText: name }));
  await wanted.click();
  await gone(offered);
}

/** What stands in the links of a list once it is in order; `compare` is the order. */
export async function ordered(table, name, compare, what) {
  const links = rows(table, name).getByRole('link');
  const told = async () => (await links.allInnerTexts()).filter(Boolean);
  await until(async () => {
    const names = await told();
    return names.length > 1 && names.every((one, at) => at === 0 || compare(names[at - 1], one) <= 0);
  }, what);
}

/** Closes what is open by the keyboard, and waits until it is. */
export async function closes(page, opened) {
  await page.keyboard.press('Escape');
  await gone(opened);
}

/** Asks until it is so; what happens at the server's or the machine's own pace tells no page when. */
export async function until(check, what, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const found = await check();
    if (found) return found;
    await new Promise((wake) => setTimeout(wake, 150));
  }
  assert.fail(`never came: ${what}`);
}

// The states that a page may be in besides that of having something to show, each held to what
// the page then owes: a skeleton while it waits, a word and a way on in trouble, a plain no to
// whom it is not for, and a word where nothing is yet.
import assert from 'node:assert/strict';
import { opens, shown } from './addresses.mjs';

const asked = '**/graphql';
const show = (name) => shown.some((one) => one.name === name) || name.endsWith('-one');
// What stands where a page or a part of it would be; warnings on a page are alerts too.
const troubles = '[role=alert]:not(.mantine-Alert-root)';
const alert = (page) => page.locator(troubles);

/** Answers what a page asks; who is signed in is answered by the server. */
async function answers(page, answer) {
  await page.route(asked, (route) => (route.request().postDataJSON().operationName === 'Viewer' ? route.continue() : answer(route)));
  return () => page.unrouteAll({ behavior: 'ignoreErrors' });
}

const broken = { errors: [{ message: 'Something went wrong.', path: [], extensions: { code: 'INTERNAL', reference: 'req-7f2c' } }] };

/** While the answer is on its way a page shows where it will stand, and then the answer. */
export async function onItsWay({ page, server, look }, one, language) {
  if (!show(one.name)) return;
  let release = () => {};
  const held = new Promise((done) => (release = done));
  const ends = await answers(page, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  await page.goto(`${server.address}${one.at}`);
  await page.locator('main').locator('[aria-busy=true], .mantine-Skeleton-root, .mantine-Loader-root').first().waitFor();
  await look(`${one.name}-waiting-${language}`, page, { waiting: true });
  release();
  await page.locator('h1').first().waitFor();
  await ends();
}

/** In trouble it says so, names the reference, and trying again brings the page. */
export async function inTrouble({ page, server, look }, one, language) {
  if (!show(one.name)) return;
  const ends = await answers(page, (route) => route.fulfill({ json: broken }));
  await page.goto(`${server.address}${one.at}`);
  await alert(page).first().waitFor();
  await look(`${one.name}-trouble-${language}`);
  await ends();
  // A drawer stands over its list; both tell.
  const told = await alert(page).count();
  await alert(page).last().getByRole('button').click();
  await page.waitForFunction(([all, before]) => document.querySelectorAll(all).length < before, [troubles, told]);
}

/** Theirs without a place in the navigation; what a role includes stands beside names that everybody sees. */
const everybodys = /^(me|notices|not-found|roles-one)$/;

/** Whom a page is not for, it tells so and leads away; whose navigation leads to it, finds it. */
export async function denied({ look }, { page, server }, one, language) {
  await opens(page, server, one.at);
  const list = `/${one.at.split(/[/?]/)[1]}`;
  const offered = await page.locator(`nav a:is([href="${list}"], [href^="${list}?"])`).count();
  if (!offered && !everybodys.test(one.name)) await leadsAway(page);
  await look(`${one.name}-underwriter-${language}`, page);
}

/** It says no, and leads to the first page or to the list that it belongs to. */
async function leadsAway(page) {
  await alert(page).first().waitFor();
  const ways = alert(page).getByRole('button').or(page.locator('main a')).or(page.getByRole('dialog').getByRole('button'));
  assert.ok((await ways.count()) > 0, 'there is no way on');
}

/** Where nothing is yet, a page says what is missing, or shows what every company has. */
export async function empty({ look }, { page, server }, one, language) {
  if (one.name.endsWith('-one') || !show(one.name)) return;
  await opens(page, server, one.at);
  const told = page.locator('main').locator('[data-index], h2, table, form, fieldset, li');
  assert.ok((await told.count()) > 0, `${one.name} of a new company shows nothing at all`);
  assert.equal(await alert(page).count(), 0, `${one.name} of a new company is in trouble`);
  await look(`${one.name}-empty-${language}`, page);
}

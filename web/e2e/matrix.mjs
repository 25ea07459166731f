// Every page of the console and each of its tabs, in every language, in light and dark, on a
// desktop, a tablet and a phone: looked at (screenshots/matrix/), held to axe, to a silent
// console, to the language chosen and to its width. Then the states that a page may be in:
// on its way, in trouble, denied, empty. Part of `make test-all`; tells its steps as `go test -v`.
import assert from 'node:assert/strict';
import { everyPage, opens } from './addresses.mjs';
import { enters, openAccount } from './session.mjs';
import { fits, inEnglish } from './surface.mjs';
import { founds, furnishes, underwriter } from './others.mjs';
import { denied, empty, inTrouble, onItsWay } from './states.mjs';
import { startTour } from './tour.mjs';

const languages = ['English', 'Deutsch', 'Français'];
const windows = [
  { name: 'desktop', colorScheme: 'light', width: 1440, height: 900 },
  { name: 'desktop-dark', colorScheme: 'dark', width: 1440, height: 900 },
  { name: 'tablet', colorScheme: 'dark', width: 820, height: 1180 },
  { name: 'phone', colorScheme: 'light', width: 390, height: 844 },
];

// What is looked for, of "users in English", "users in English denied" and so on; all when left out.
const only = new RegExp(process.env.MANDATE_MATRIX ?? '');
const tour = await startTour('matrix');
try {
  await signsIn(tour.page);
  const others = { denied: await underwriter(tour), empty: await founds(tour) };
  await furnishes(tour);
  const pages = await everyPage(tour.page, tour.server);
  for (const language of languages) await speaks(language, pages, others);
} finally {
  await tour.end();
}

async function signsIn(page) {
  await page.goto(`${tour.server.signIn}?return=%2Fnotices`);
  await enters(page, tour.server.email, tour.server.password);
  await page.locator('h1').first().waitFor();
}

async function chooses(page, server, language) {
  await opens(page, server, '/notices');
  await openAccount(page);
  await page.getByRole('menuitemradio', { name: language }).click();
  await page.waitForFunction((said) => document.documentElement.lang.startsWith(said), language.slice(0, 2).toLowerCase());
}

async function speaks(language, pages, others) {
  const { page, server } = tour;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  for (const at of [page, others.denied.page, others.empty.page]) await chooses(at, server, language);
  for (const one of pages) await step(`${one.name} in ${language}`, () => looksAt(one, language));
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  for (const one of pages) {
    await step(`${one.name} in ${language} on its way`, () => onItsWay(tour, one, language));
    await step(`${one.name} in ${language} in trouble`, () => inTrouble(tour, one, language));
    await step(`${one.name} in ${language} denied`, () => denied(tour, others.denied, one, language));
    await step(`${one.name} in ${language} empty`, () => empty(tour, others.empty, one, language));
  }
}

/** One page in every window, each of its tabs in each. */
async function looksAt(one, language) {
  for (const { name, colorScheme, width, height } of windows) {
    await tour.page.setViewportSize({ width, height });
    await tour.page.emulateMedia({ colorScheme });
    await opens(tour.page, tour.server, one.at);
    const tabs = tour.page.getByRole('tab', { disabled: false });
    await looks(`${one.name}-${language}-${name}`, language);
    for (let at = 1; at < (await tabs.count()); at++) {
      await tabs.nth(at).click();
      await looks(`${one.name}-${at}-${language}-${name}`, language);
    }
  }
}

async function looks(name, language) {
  await tour.look(name);
  assert.deepEqual(await tour.page.evaluate(fits), [], `${name} is wider than its window`);
  assert.deepEqual(await inEnglish(tour.page, language), [], `${name} has English text`);
}

/** Goes on after a failure: each page stands for itself. */
async function step(name, run) {
  if (!only.test(name)) return;
  const start = performance.now();
  const told = () => `${name.replaceAll(' ', '_')} (${((performance.now() - start) / 1000).toFixed(2)}s)`;
  try {
    await run();
    console.log(`--- PASS: ${told()}`);
  } catch (error) {
    console.log(`    at ${tour.page.url()}\n${error.stack}\n--- FAIL: ${told()}`);
    tour.complaints.length = 0;
    process.exitCode = 1;
  }
}

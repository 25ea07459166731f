// What the steps of the journey share: the page, how a page is looked at, and where
// things are found on it.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { askAs } from './api.mjs';
import { findings, openBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { enters } from './session.mjs';

const shots = new URL('./screenshots/', import.meta.url).pathname;

export async function startTour() {
  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  const server = await startServer();
  const browser = await openBrowser();
  const { page, complaints } = browser;
  const others = [];
  let looked = 0;
  return {
    page,
    complaints,
    server,
    /** Looks at the page as it stands: a picture, axe, and whether anything complained. */
    async look(name, at = page) {
      await at.screenshot({ path: `${shots}${String(++looked).padStart(2, '0')}-${name}.png` });
      assert.deepEqual(await findings(at), [], `axe on ${name}`);
      assert.deepEqual(complaints, [], `complaints on ${name}`);
      console.log(`    looked at ${name}`);
    },
    /** Another person at a browser of their own, signed in; what it complains about counts here too. */
    async another(email) {
      const other = await openBrowser({ complaints });
      others.push(other);
      await other.page.goto(`${server.signIn}?return=%2Fnotices`);
      await enters(other.page, email, server.password);
      await other.page.getByRole('heading', { level: 1 }).waitFor();
      return other.page;
    },
    /** Somebody who is not signed in, at a browser of their own; it may speak another language, or run no scripts. */
    async stranger(part = {}) {
      const other = await openBrowser({ complaints, ...part });
      others.push(other);
      return other.page;
    },
    /** Asks the API as the LOS does. */
    ask: (text, variables) => askAs(server, text, variables),
    async keepFailure() {
      await page.screenshot({ path: `${shots}failed.png` }).catch(() => {});
    },
    async end() {
      for (const other of others) await other.close();
      await browser.close();
      await server.stop();
    },
  };
}

export const list = (page, name) => page.getByRole('table', { name });
export const rows = (page, name) => list(page, name).locator('[data-index]');
export const firstRow = (page, name) => rows(page, name).first();

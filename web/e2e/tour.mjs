// What the steps of the journey share: the product, browsers, and how a page is looked at.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { askAs } from './api.mjs';
import { findings, startBrowser } from './browser.mjs';
import { settled } from './finding.mjs';
import { startServer } from './server.mjs';
import { enters } from './session.mjs';

/** `folder` is where the pictures go, below screenshots/. */
export async function startTour(folder = 'journey') {
  const shots = new URL(`./screenshots/${folder}/`, import.meta.url).pathname;
  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  const server = await startServer();
  const browser = await startBrowser();
  const complaints = [];
  const { page } = await browser.open({ complaints });
  let looked = 0;
  return {
    page,
    complaints,
    server,
    /** Looks at a page, once it shows what was asked for (`waiting`: before it does): a picture, axe, and whether anything complained. */
    async look(name, at = page, { waiting = false } = {}) {
      if (!waiting) await settled(at);
      await at.screenshot({ path: `${shots}${String(++looked).padStart(2, '0')}-${name}.png` });
      assert.deepEqual(await findings(at), [], `axe on ${name}`);
      assert.deepEqual(complaints, [], `complaints on ${name}`);
      console.log(`    looked at ${name}`);
    },
    /** Another person at a browser of their own, signed in; what it complains about counts here too. */
    async another(email) {
      const other = await browser.open({ complaints });
      await other.page.goto(`${server.signIn}?return=%2Fnotices`);
      await enters(other.page, email, server.password);
      await other.page.getByRole('heading', { level: 1 }).waitFor();
      return other.page;
    },
    /** Somebody who is not signed in, at a browser of their own; it may speak another language, or run no scripts. */
    async stranger(part = {}) {
      return (await browser.open({ complaints, ...part })).page;
    },
    /** Asks the API as the LOS does. */
    ask: (text, variables) => askAs(server, text, variables),
    async keepFailure() {
      await page.screenshot({ path: `${shots}failed.png` }).catch(() => {});
    },
    async end() {
      await browser.close();
      await server.stop();
    },
  };
}

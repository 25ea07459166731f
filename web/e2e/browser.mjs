// A real Chromium with a fresh profile, and what every page is held to: no message
// in the console, no violation of the page's policy, no failed request, no finding of axe.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const slowness = Number(process.env.MANDATE_E2E_SLOW ?? 1);
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One Chromium; each person at it has a profile of their own, fresh and apart from the others. */
export async function startBrowser() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: flags });
  return { open: (part) => open(browser, part), close: () => browser.close() };
}

async function open(browser, { width = 1440, height = 900, complaints = [], locale = 'en-CA', scripts = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale,
    javaScriptEnabled: scripts,
    timezoneId: 'America/Toronto',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  if (slowness > 1) context.on('page', (page) => void slows(page));
  const page = await context.newPage();
  listens(page, complaints, scripts);
  return { page };
}

/** Shows what happens on a slower machine: MANDATE_E2E_SLOW=4 makes pages compute a fourth as fast. */
async function slows(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
}

function listens(page, complaints, scripts) {
  page.on('console', (message) => {
    // Answers of 400 and above are judged below, where their address is known.
    if (message.text().startsWith('Failed to load resource')) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  page.on('requestfailed', (request) => {
    // A navigation ends requests that are under way; that is no failure.
    const reason = request.failure()?.errorText ?? '';
    // Where scripts are off, the browser refuses to fetch them.
    if (reason !== 'net::ERR_ABORTED' && (scripts || reason !== 'csp')) complaints.push(`request: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    // The console asks who is signed in; 401 is the answer before sign-in.
    const expected = response.status() === 401 && response.url().endsWith('/session');
    if (response.status() >= 400 && !expected) {
      complaints.push(`response: ${response.status()} ${response.url()}`);
    }
  });
}

const every = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Findings of axe on the page as it stands: WCAG 2.0 to 2.2 A and AA, and best practice. */
export async function findings(page) {
  // Evaluated by the debugger, which the page's policy does not bind.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  // What passed is most of the result; it stays in the page.
  return page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run({ runOnly, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
  }, every);
}

// Where the pages of the console are. What stands in a list has an address of its own, which
// its first row tells in any language.
import assert from 'node:assert/strict';
import { gone, until } from './finding.mjs';

/** Pages that have an address of their own; those with `inside` lead to one thing and its page. */
const fixed = [
  { name: 'users', at: '/users', inside: '/users/usr_' },
  { name: 'user-new', at: '/users/new' },
  { name: 'users-import', at: '/users/import' },
  { name: 'users-reserved', at: '/users/reserved' },
  { name: 'deals', at: '/deals', inside: '/deals/deal_' },
  { name: 'deals-unassigned', at: '/deals?pipeline=UNASSIGNED' },
  { name: 'approvals', at: '/approvals?view=all', inside: '/approvals/' },
  { name: 'approvals-waiting', at: '/approvals' },
  { name: 'out-of-office', at: '/out-of-office' },
  { name: 'authority', at: '/authority' },
  { name: 'queues', at: '/queues' },
  { name: 'organisation', at: '/organisation' },
  { name: 'roles', at: '/roles', inside: '/roles/rol' },
  { name: 'role-new', at: '/roles/new' },
  { name: 'changes', at: '/changes' },
  { name: 'customers', at: '/customers', inside: '/customers/' },
  { name: 'settings', at: '/settings' },
  { name: 'directories', at: '/directories', inside: '/directories/dir' },
  { name: 'directory-connect', at: '/directories/connect' },
  { name: 'connections', at: '/connections', inside: '/connections/conn' },
  { name: 'connection-new', at: '/connections/new' },
  { name: 'applications', at: '/applications', inside: '/applications/app' },
  { name: 'application-new', at: '/applications/new' },
  { name: 'webhooks', at: '/webhooks', inside: '/webhooks/whk' },
  { name: 'jobs', at: '/jobs', inside: '/jobs/job' },
  { name: 'outbox', at: '/outbox', inside: '/outbox/' },
  { name: 'keys', at: '/keys' },
  { name: 'history', at: '/history', inside: '/history/' },
  { name: 'production', at: '/production' },
  { name: 'notices', at: '/notices' },
  { name: 'me', at: '/me' },
  { name: 'not-found', at: '/nowhere' },
];

/** Pages that show what the server gives; the others are forms that ask it for little or nothing. */
export const shown = fixed.filter(({ name }) => !/new|import|connect$|not-found/.test(name));

/** Opens an address and waits until it shows what it shows. */
export async function opens(page, server, at) {
  await page.goto(`${server.address}${at}`);
  await page.locator('h1').first().waitFor();
  await gone(page.locator('[aria-busy=true], .mantine-Skeleton-root'));
}

/** Every page, and one thing of each list; notices of one minute make one mail, so the outbox fills after it. */
export async function everyPage(page, server) {
  const pages = [];
  for (const one of fixed) {
    pages.push(one);
    if (one.inside) pages.push({ name: `${one.name}-one`, at: await until(() => first(page, server, one), `a row of ${one.at}`, 120) });
  }
  assert.equal(new Set(pages.map(({ at }) => at)).size, pages.length, 'no page is looked at twice');
  return pages;
}

/** Where the first row of a list leads. */
async function first(page, server, { at, inside }) {
  await opens(page, server, at);
  const link = page.locator(`main a[href*="${inside}"]`).first();
  return (await link.count()) ? link.getAttribute('href') : null;
}

// Where the pages of the console are. What stands in a list has an address of its own, which
// its first row tells in any language.
import { gone } from './finding.mjs';

/** Pages that have an address of their own; those with `inside` lead to one thing and its page. */
const fixed = [
  { name: 'users', at: '/users', inside: '/users/usr_' },
  { name: 'user-new', at: '/users/new' },
  { name: 'users-import', at: '/users/import' },
  { name: 'users-reserved', at: '/users/reserved' },
  { name: 'deals', at: '/deals', inside: '/deals/deal_' },
  { name: 'deals-unassigned', at: '/deals?pipeline=UNASSIGNED' },
  { name: 'approvals', at: '/approvals', inside: '/approvals/' },
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
  { name: 'connections', at: '/connections', inside: '/connections/sso' },
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

/** Every page, and one thing of each list that has any; `missing` are lists without. */
export async function everyPage(page, server) {
  const pages = [];
  for (const one of fixed) {
    pages.push(one);
    if (!one.inside) continue;
    await opens(page, server, one.at);
    const link = page.locator(`main a[href*="${one.inside}"]`).first();
    const at = (await link.count()) && (await link.getAttribute('href'));
    if (at) pages.push({ name: `${one.name}-one`, at });
  }
  return pages;
}

import assert from 'node:assert/strict';
import { openAccount } from './session.mjs';
import { firstRow, list } from './tour.mjs';

const pages = [
  ['Approvals', 'approvals'],
  ['Out of office', 'absence'],
  ['Authority', 'authority'],
  ['Queues', 'queues'],
  ['Notices', 'notices'],
  ['Customers', 'customers'],
  ['Sign-in connections', 'connections'],
  ['Applications', 'applications'],
  ['Webhooks', 'webhooks'],
  ['Jobs', 'jobs'],
  ['Outbox', 'outbox'],
  ['History', 'history'],
];

/** Goes to a page by the navigation and waits until nothing is loading. */
async function opens(page, link) {
  await page.getByRole('link', { name: link }).click();
  await page.getByRole('heading', { level: 1, name: link }).waitFor();
  await page.locator('[role=status], [aria-busy=true], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
}

export async function worksInTheDark({ page, look }) {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('[data-mantine-color-scheme=dark]').waitFor();
  await look('deal-dark');
  await page.getByRole('link', { name: 'Users' }).click();
  await list(page, 'Users').waitFor();
  await look('users-dark');
  for (const [link, name] of pages) {
    await opens(page, link);
    await look(`${name}-dark`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

export async function worksOnPhoneAndTablet({ page, look }) {
  await page.setViewportSize({ width: 390, height: 844 });
  await look('users-phone');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'Deals' }).click();
  await list(page, 'Deals').waitFor();
  await look('deals-phone');
  await firstRow(page, 'Deals').getByRole('link').click();
  await page.getByTestId('verdict').waitFor();
  await look('deal-phone');
  for (const [link, name] of pages) {
    await page.getByRole('button', { name: 'Menu' }).click();
    await opens(page, link);
    await look(`${name}-phone`);
  }
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.getByRole('link', { name: 'Users' }).click();
  await list(page, 'Users').waitFor();
  await look('users-tablet');
  await page.setViewportSize({ width: 1440, height: 900 });
}

export async function speaksFrench({ page, look }) {
  await openAccount(page);
  await page.getByRole('menuitemradio', { name: 'Français' }).click();
  await list(page, 'Utilisateurs').waitFor();
  await look('users-french');
  await page.getByRole('link', { name: 'Demandes' }).click();
  await firstRow(page, 'Demandes').getByRole('link').click();
  await page.getByTestId('verdict').waitFor();
  await look('deal-french');
  await openAccount(page);
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Users' }).click();
  await list(page, 'Users').waitFor();
}

export async function speaksGerman({ page, look, server }) {
  await openAccount(page);
  await look('account-menu');
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await list(page, 'Benutzer').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  await look('users-german');
  await page.getByRole('link', { name: 'Anträge' }).click();
  await firstRow(page, 'Anträge').getByRole('link').click();
  await page.getByTestId('verdict').waitFor();
  await look('deal-german');
  await page.getByRole('link', { name: 'Abwesenheit' }).click();
  await page.getByTestId('leave').waitFor();
  await look('absence-german');
  await page.reload();
  await page.getByRole('link', { name: 'Benutzer' }).waitFor();
  await page.goto(`${server.address}/nowhere`);
  await page.getByText('Diese Seite gibt es nicht').waitFor();
  await look('not-found-german');
}

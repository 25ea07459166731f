import assert from 'node:assert/strict';
import { dialog, firstRow, goes, gone, list } from './finding.mjs';
import { openAccount } from './session.mjs';

const work = [
  ['Approvals', 'approvals'],
  ['Out of office', 'absence'],
  ['Authority', 'authority'],
  ['Queues', 'queues'],
  ['Notices', 'notices'],
];
const company = [
  ['Customers', 'customers'],
  ['Sign-in connections', 'connections'],
  ['Applications', 'applications'],
  ['Webhooks', 'webhooks'],
  ['Jobs', 'jobs'],
  ['Outbox', 'outbox'],
  ['History', 'history'],
];

/** Goes to a page and waits until nothing is loading. */
async function opens(page, link) {
  await goes(page, link);
  await gone(page.locator('[role=status], [aria-busy=true], .mantine-Skeleton-root'));
}

/** All of a page turns at once: nothing of it is on its way from one scheme to the other. */
async function turns(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.locator(`[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  assert.equal(await page.evaluate(() => document.getAnimations().filter((animation) => animation instanceof CSSTransition).length), 0, 'colours are on their way');
}

async function inTheDark({ page, look }, pages) {
  await turns(page, 'dark');
  for (const [link, name] of pages) {
    await opens(page, link);
    await look(`${name}-dark`);
  }
  await turns(page, 'light');
}

export async function worksInTheDark(tour) {
  const { page, look } = tour;
  await goes(page, 'Deals');
  await firstRow(page, 'Deals').getByRole('link').click();
  await page.getByTestId('verdict').waitFor();
  await turns(page, 'dark');
  await look('deal-dark');
  await goes(page, 'Users');
  await list(page, 'Users').waitFor();
  await look('users-dark');
  await inTheDark(tour, work);
}

export const managesInTheDark = (tour) => inTheDark(tour, company);

async function onAPhone({ page, look }, pages) {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [link, name] of pages) {
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await opens(page, link);
    await look(`${name}-phone`);
  }
}

export async function worksOnAPhone(tour) {
  const { page, look } = tour;
  await onAPhone(tour, [['Users', 'users'], ['Deals', 'deals']]);
  await firstRow(page, 'Deals').getByRole('link').click();
  await page.getByTestId('verdict').waitFor();
  await look('deal-phone');
  await onAPhone(tour, work);
}

export async function managesOnPhoneAndTablet(tour) {
  const { page, look } = tour;
  await onAPhone(tour, company);
  await page.setViewportSize({ width: 820, height: 1180 });
  await goes(page, 'Users');
  await list(page, 'Users').waitFor();
  await look('users-tablet');
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function speaks(page, language) {
  await openAccount(page);
  await page.getByRole('menuitemradio', { name: language }).click();
}

export async function speaksFrench({ page, look }) {
  await speaks(page, 'Français');
  await list(page, 'Utilisateurs').waitFor();
  await look('users-french');
  await goes(page, 'Demandes');
  await firstRow(page, 'Demandes').getByRole('link').click();
  await page.getByTestId('verdict').waitFor();
  await look('deal-french');
  await speaks(page, 'English');
  await goes(page, 'Users');
  await list(page, 'Users').waitFor();
}

export async function speaksGerman({ page, look, server }) {
  await openAccount(page);
  await look('account-menu');
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await list(page, 'Benutzer').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
  await look('users-german');
  await goes(page, 'Anträge');
  await firstRow(page, 'Anträge').getByRole('link').click();
  await page.getByTestId('verdict').waitFor();
  await look('deal-german');
  await goes(page, 'Abwesenheit');
  await page.getByTestId('leave').waitFor();
  await look('absence-german');
  await page.keyboard.press('?');
  const keys = dialog(page, 'Tastatur');
  // What the library of components says by itself is German too.
  await keys.getByRole('button', { name: 'Schließen', exact: true }).click();
  await gone(keys);
  await page.reload();
  await page.locator('nav').getByRole('link', { name: 'Benutzer' }).waitFor();
  await page.goto(`${server.address}/nowhere`);
  await page.getByText('Diese Seite gibt es nicht').waitFor();
  await look('not-found-german');
}

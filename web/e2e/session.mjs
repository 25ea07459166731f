import assert from 'node:assert/strict';
import { list } from './tour.mjs';

export async function signsIn({ page, server, look }) {
  await page.goto(`${server.address}/users`);
  await page.waitForURL(/\/login\?return=%2Fusers/);
  await page.goto(`${server.signIn}?return=%2Fusers`);
  await page.locator('input:not([type=password]):not([type=hidden])').fill(server.email);
  await page.locator('input[type=password]').fill(server.password);
  await look('sign-in');
  await page.keyboard.press('Enter');
  await list(page, 'Users').waitFor();
  assert.equal(new URL(page.url()).pathname, '/users', 'sign-in comes back to the page asked for');
}

export async function signsOut({ page, server }) {
  await openAccount(page);
  await page.getByRole('menuitem', { name: 'Abmelden' }).click();
  await page.waitForURL(/\/login/);
  await page.goto(`${server.address}/deals`);
  // The company of the last session is known: nobody is asked for it again.
  await page.waitForURL(/\/login\/\w+\?return=%2Fdeals/);
}

export async function openAccount(page) {
  await page.locator('[aria-haspopup=menu]').click();
  await page.getByRole('menu').waitFor();
}

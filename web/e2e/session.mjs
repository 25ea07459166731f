import assert from 'node:assert/strict';

export async function signsIn({ page, server, look }) {
  await page.goto(`${server.address}/users`);
  await page.waitForURL(/\/login\?return=%2Fusers/);
  await page.goto(`${server.signIn}?return=%2Fusers`);
  await look('sign-in');
  await enters(page, server.email, server.password);
  await page.getByRole('table', { name: 'Users' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/users', 'sign-in comes back to the page asked for');
}

/** Fills the form of the sign-in page and sends it. */
export async function enters(page, email, password) {
  await page.locator('input:not([type=password]):not([type=hidden])').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
}

export async function signsOut({ page, server }) {
  await openAccount(page);
  await page.getByRole('menuitem', { name: 'Abmelden' }).click();
  await page.waitForURL(/\/login/);
  await page.goto(`${server.address}/deals`);
  // The company of the last session is known: nobody is asked for it again.
  await page.waitForURL(/\/login\/\w+\?return=%2Fdeals/);
}

/** The person's own menu; rows of a list have menus too. */
export const account = (page) => page.locator('nav [aria-haspopup=menu]');

export async function openAccount(page) {
  await account(page).click();
  await page.getByRole('menu').waitFor();
}

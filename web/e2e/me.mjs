import assert from 'node:assert/strict';
import { dialog as named, gone } from './finding.mjs';

/** Everybody's own page: what it holds, and that sessions and keys can be ended there. */
export async function looksAfterOneself({ page, server, look, another }) {
  await another(server.email);
  await page.goto(`${server.address}/me`);
  await page.getByRole('textbox', { name: 'Phone' }).waitFor();
  await look('me-profile');
  await page.getByRole('tab', { name: 'Where I am signed in' }).click();
  const sessions = page.getByRole('list', { name: 'Where I am signed in' }).getByRole('listitem');
  await sessions.nth(1).waitFor();
  await look('me-sessions');
  await page.getByRole('button', { name: 'End all others' }).click();
  await gone(sessions.nth(1));
  await sessions.first().waitFor();
}

/** A change that needs a fresh proof waits for it; nothing typed is lost. */
export async function provesWhoOneIs({ page, server, look }) {
  await page.getByRole('tab', { name: 'My API keys' }).click();
  await page.getByRole('textbox', { name: 'What it is for' }).fill('Month-end sheet');
  const stop = await asksOnceForAProof(page, 'MyKeyCreate');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const dialog = named(page, 'Confirm that it is you');
  await dialog.waitFor();
  await look('proof');
  const opened = page.waitForEvent('popup');
  await dialog.getByRole('link', { name: 'Confirm in a new window' }).click();
  const small = await opened;
  await small.locator('input[type=password]').fill(server.password);
  await small.keyboard.press('Enter');
  await gone(dialog);
  const key = await page.getByTestId('secret').innerText();
  await stop();
  const answer = await fetch(`${server.address}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { user { email } } }' }),
  });
  assert.equal((await answer.json()).data.viewer.user.email, server.email);
  await page.getByRole('checkbox', { name: 'I stored it' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'End Month-end sheet' }).waitFor();
  await look('me-keys');
}

/** Answers a change as the server does ten minutes after the last proof; the next try reaches it. */
async function asksOnceForAProof(page, operation) {
  const pattern = '**/graphql';
  let refused = false;
  await page.route(pattern, (route) => {
    if (refused || route.request().postDataJSON()?.operationName !== operation) return route.fallback();
    refused = true;
    return route.fulfill({ contentType: 'application/graphql-response+json', json: { errors: [{ message: 'Confirm that it is you.', extensions: { code: 'STEP_UP_REQUIRED' } }] } });
  });
  return () => page.unroute(pattern);
}

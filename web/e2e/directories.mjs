import assert from 'node:assert/strict';
import { goes, gone } from './finding.mjs';

/** Sends what an IdP sends. */
async function provisions(server, token, method, path, body) {
  const answer = await fetch(`${server.address}/scim/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
}

const person = (userName, givenName) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  ...{ userName, name: { givenName, familyName: 'Synced' }, active: true },
});

/** Connects a directory: name, token behind its gate, values to paste, and the first request seen. */
export async function connectsADirectory(tour) {
  const { page, look, server } = tour;
  await goes(page, 'Directories');
  await look('directories');
  await page.getByRole('link', { name: 'Connect a directory' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Okta journey');
  await page.getByRole('checkbox', { name: /Look at the first sync/ }).uncheck();
  await page.getByRole('button', { name: 'Make the directory' }).click();
  tour.token = await page.getByTestId('secret').innerText();
  await page.getByRole('button', { name: 'Continue', disabled: true }).waitFor();
  await look('directory-token');
  await page.getByRole('checkbox', { name: 'I stored it' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('SCIM connector base URL', { exact: true }).waitFor();
  await look('directory-steps');
  assert.equal((await provisions(server, tour.token, 'GET', '/Users?filter=userName%20eq%20%22nobody%22')).status, 200);
  await page.getByTestId('first-request').waitFor();
  await page.getByRole('link', { name: 'Watch the sync' }).click();
  await page.getByRole('heading', { level: 1, name: 'Okta journey' }).waitFor();
}

/** A sync arrives while the log is looked at; what failed is mended and replayed. */
export async function watchesASyncAndReplays({ page, look, server, token }) {
  await page.getByTestId('stream').filter({ hasText: 'Live' }).waitFor();
  const taken = `twin.${Date.now()}@sync.test`;
  const first = await provisions(server, token, 'POST', '/Users', person(taken, 'First'));
  assert.equal(first.status, 201);
  assert.equal((await provisions(server, token, 'POST', '/Users', person(taken, 'Second'))).status, 409);
  const refused = page.getByRole('button', { name: /Refused/ }).first();
  await refused.waitFor();
  await look('directory-log');
  await provisions(server, token, 'DELETE', `/Users/${first.body.id}`);
  // What comes live pushes down what is there: a row that moves loses its click.
  await page.getByRole('button', { name: /Deleted/ }).first().waitFor();
  await refused.click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: 'Replay' }).waitFor();
  await look('directory-event');
  await drawer.getByRole('button', { name: 'Replay' }).click();
  await drawer.getByTestId('replayed').filter({ hasText: '201' }).waitFor();
  await drawer.getByRole('button', { name: 'Close', exact: true }).click();
  await gone(drawer);
  await page.getByText('replayed by hand').first().waitFor();
}

/** The token is replaced without a gap: the next one is made and stored, the old one ended. */
export async function rotatesTheToken({ page, look, server, token }) {
  await page.getByRole('tab', { name: 'Tokens' }).click();
  await page.getByRole('button', { name: 'Make another token' }).click();
  const next = await page.getByTestId('secret').innerText();
  await page.getByRole('checkbox', { name: 'I stored it' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  // The one that was made first stands above.
  await page.getByRole('button', { name: 'End this token' }).nth(1).waitFor();
  await page.getByRole('button', { name: 'End this token' }).first().click();
  await look('directory-tokens');
  await page.getByRole('button', { name: 'End it' }).click();
  await gone(page.getByRole('button', { name: 'End this token' }).nth(1));
  assert.equal((await provisions(server, token, 'GET', '/Users?count=0')).status, 401);
  assert.equal((await provisions(server, next, 'GET', '/Users?count=0')).status, 200);
  for (const [tab, name] of [
    ['Groups and roles', 'groups'],
    ['Conflicts', 'conflicts'],
    ['Event streams', 'streams'],
    ['Settings', 'settings'],
  ]) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('heading', { level: 2, name: tab }).waitFor();
    await look(`directory-${name}`);
  }
}

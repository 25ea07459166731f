// Who else opens every page: somebody of few rights, and the administrator of a company that
// has nothing yet, each at a browser of their own. And what the demo's company has not: a way to
// sign in by an IdP, and a program that signs its users in here.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { account, enters } from './session.mjs';

/** Somebody who works on deals, and administers nothing. */
export async function underwriter({ another, server }) {
  return { page: await another(server.second), server };
}

const runs = async (server, ...args) => (await promisify(execFile)(server.binary, args, { env: server.env })).stdout;

/** A connection and an application, so that their pages show something. */
export async function furnishes({ server, ask }) {
  await runs(server, 'connection', 'create', 'oidc', '--tenant=demo', '--name=Harbour SSO', '--issuer=https://login.harbour.test', '--client-id=mandate');
  const { applicationCreate } = await ask('mutation New($input: ApplicationCreateInput!) { applicationCreate(input: $input) { userErrors { code message } } }', {
    input: { name: 'Servicing desk', redirectUris: ['https://desk.northlake.test/callback'] },
  });
  assert.deepEqual(applicationCreate.userErrors, []);
}

const slug = 'newcomer';
const email = 'ada.quinn@newcomer.test';
const password = 'a kettle under seven bridges';

/** A company of this minute, whose administrator chose a password. */
export async function founds({ server, stranger }) {
  await runs(server, 'tenant', 'create', `--slug=${slug}`, '--name=Newcomer Credit');
  const told = await runs(server, 'admin', 'create', `--tenant=${slug}`, `--email=${email}`);
  const temporary = /[a-z2-7]{5}(?:-[a-z2-7]{5}){3}/.exec(told)[0];
  const page = await stranger();
  await page.goto(`${server.address}/login/${slug}`);
  await enters(page, email, temporary);
  await page.locator('#password').fill(password);
  await page.locator('#again').fill(password);
  await page.keyboard.press('Enter');
  await account(page).waitFor();
  return { page, server };
}

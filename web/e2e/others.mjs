// Who else opens every page: somebody of few rights, and the administrator of a company that
// has nothing yet. Each at a browser of their own.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { account, enters } from './session.mjs';

/** Somebody who works on deals, and administers nothing. */
export async function underwriter({ another, server }) {
  return { page: await another(server.second), server };
}

const slug = 'newcomer';
const email = 'ada.quinn@newcomer.test';
const password = 'a kettle under seven bridges';

/** A company of this minute, whose administrator chose a password. */
export async function founds({ server, stranger }) {
  const runs = async (...args) => (await promisify(execFile)(server.binary, args, { env: server.env })).stdout;
  await runs('tenant', 'create', `--slug=${slug}`, '--name=Newcomer Credit');
  const told = await runs('admin', 'create', `--tenant=${slug}`, `--email=${email}`);
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

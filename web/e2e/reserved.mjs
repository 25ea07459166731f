import assert from 'node:assert/strict';
import { person } from './api.mjs';
import { closes, dialog, goes, gone, list, rows } from './finding.mjs';

const email = 'nora.whitfield@northlake.test';

/** The address of somebody who signed in stays with them after they are deleted: a new person is refused it, and what was typed is asked for. */
export async function meetsAReservedAddress({ page, look, ask }) {
  const { id, version } = await person(ask, email);
  const { userDelete } = await ask('mutation Delete($input: UserStatusInput!) { userDelete(input: $input) { userErrors { code } } }', { input: { userId: id, expectedVersion: version } });
  assert.deepEqual(userDelete.userErrors, []);
  await goes(page, 'Users');
  await list(page, 'Users').waitFor();
  const opener = page.getByRole('link', { name: 'Add user' });
  await opener.click();
  const drawer = dialog(page, 'Add user');
  for (const [label, value] of Object.entries({ 'First name': 'Nora', 'Last name': 'Whitfield', 'E-mail': email })) await drawer.getByLabel(label).fill(value);
  await drawer.getByRole('button', { name: 'Add user' }).click();
  await drawer.getByRole('link', { name: 'Reserved addresses' }).waitFor();
  await look('user-reserved');
  await page.keyboard.press('Escape');
  const question = dialog(page, 'Your changes are not saved');
  await question.getByRole('button', { name: 'Stay here' }).click();
  await gone(question);
  assert.equal(await drawer.getByLabel('E-mail').inputValue(), email, 'the input is kept');
  await page.keyboard.press('Escape');
  await question.getByRole('button', { name: 'Leave without saving' }).click();
  await gone(drawer);
  await page.waitForFunction((link) => document.activeElement === link, await opener.elementHandle());
}

/** An administrator finds a reserved address by its beginning, and frees it. */
export async function releasesAnAddress({ page, look }) {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Reserved addresses' }).click();
  await page.getByRole('heading', { level: 1, name: 'Reserved addresses' }).waitFor();
  await page.getByRole('searchbox').fill('nora.w');
  await page.waitForURL(/q=nora\.w/);
  const row = rows(page, 'Reserved addresses').filter({ hasText: email });
  await row.getByText('Nora Whitfield').waitFor();
  await look('reserved');
  await row.getByRole('button', { name: `Release ${email}` }).click();
  const form = dialog(page, `Release ${email}`);
  await form.getByLabel('Comment').fill('She comes back in spring');
  await form.getByRole('button', { name: 'Release the address' }).click();
  await form.getByText(`${email} is free now.`).waitFor();
  await look('reserved-released');
  await closes(page, form);
  await page.getByText('Nothing matches').waitFor();
}

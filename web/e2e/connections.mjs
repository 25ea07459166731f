import assert from 'node:assert/strict';
import { goes, gone } from './finding.mjs';
import { startIdp } from './idp.mjs';

const name = 'Harbour SSO';
const domain = 'harbour.test';

/** Makes a draft for an IdP, pastes what it says, and has an active connection. */
export async function connectsAnIdp(tour) {
  const { page, look } = tour;
  tour.idp = await startIdp({ sub: 'h-1', email: `ines@${domain}`, email_verified: true, given_name: 'Ines', family_name: 'Harbour' });
  await goes(page, 'Sign-in connections');
  await page.getByText('No sign-in connection yet').waitFor();
  await look('connections-empty');
  await page.getByRole('link', { name: 'Add a connection' }).click();
  await page.getByRole('radio', { name: 'Another' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await look('connection-new');
  await page.getByRole('button', { name: 'Create a draft' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('textbox', { name: 'Issuer' }).fill(tour.idp.issuer);
  await page.getByRole('textbox', { name: 'Client ID' }).fill('mandate');
  await page.getByLabel('Client secret').fill('a secret that is only here');
  await look('connection-setup');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 2, name: '3. Try it' }).waitFor();
}

/** Proves an e-mail domain by its record. */
export async function provesADomain({ page, look, server }) {
  await page.getByRole('tab', { name: 'Domains' }).click();
  await page.getByRole('textbox', { name: 'Domain' }).fill(domain);
  await page.getByRole('button', { name: 'Add a domain' }).click();
  const card = page.getByRole('list', { name: 'Domains' }).getByRole('listitem');
  await card.locator('code').nth(1).waitFor();
  const [record, value] = await card.locator('code').allInnerTexts();
  await card.getByRole('button', { name: 'Check now' }).click();
  await card.getByRole('alert').waitFor();
  await look('domain-unproven');
  server.names.publish(record, value);
  await card.getByRole('button', { name: 'Check now' }).click();
  await card.getByText('Proven').waitFor();
}

/** A test login says in plain words why somebody would be refused, and after a change that she would not. */
export async function triesAConnection(tour) {
  const { page, look } = tour;
  await testsLogin(page);
  await page.getByText('This person would be refused').waitFor();
  await look('connection-test-refused');
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Accounts are made at the first sign-in' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('tabpanel').getByText('Saved', { exact: true }).waitFor();
  await testsLogin(page);
  await page.getByText('This person would come in').waitFor();
  await look('connection-test-good');
}

async function testsLogin(page) {
  await page.getByRole('tab', { name: 'Test login' }).click();
  await page.getByRole('button', { name: 'Start a test login' }).click();
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Open the test login in a new tab' }).click();
  const tab = await opened;
  await tab.getByRole('table').waitFor();
  await tab.close();
}

/** Makes it the only way in, knowing what that needs; takes that back, and switches it off. */
export async function enforcesAConnection({ page, look, idp }) {
  await page.getByRole('tab', { name: 'Settings' }).click();
  const enforce = page.getByRole('button', { name: 'Enforce it' });
  await page.getByRole('button', { name: 'Enforce it', disabled: true }).waitFor();
  await page.getByRole('checkbox', { name: 'We have an emergency account' }).check();
  await look('connection-settings');
  await enforce.click();
  await page.getByText('Enforced', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Let local passwords in again' }).click();
  await enforce.waitFor();
  await page.getByRole('button', { name: 'Switch it off' }).click();
  await page.getByRole('button', { name: 'Switch it on' }).waitFor();
  idp.stop();
}

/** The customer's IT completes another by a link, without an account; it is removed again. */
export async function handsSetUpToAnother({ page, look, stranger, idp }) {
  await goes(page, 'Sign-in connections');
  await page.getByRole('link', { name: 'Add a connection' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Lakeside');
  await page.getByRole('button', { name: 'Create a draft' }).click();
  await page.getByRole('button', { name: 'Make a set-up link' }).click();
  const link = await page.getByTestId('secret').innerText();
  await look('connection-link');
  await page.getByRole('checkbox', { name: 'I stored it' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  const other = await stranger();
  await other.goto(link);
  await other.locator('#issuer').fill(idp.issuer);
  await other.locator('#client_id').fill('lakeside');
  await other.locator('#client_secret').fill('another secret');
  await other.getByRole('button').click();
  await gone(other.locator('#issuer'));
  await page.reload();
  await page.getByRole('heading', { level: 2, name: '3. Try it' }).waitFor();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByRole('textbox', { name: 'Type Lakeside to confirm' }).fill('Lakeside');
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign-in connections' }).waitFor();
  await page.getByRole('link', { name }).waitFor();
  await look('connections');
}

/** Registers a program at the front door; its secret is stored before anything else. */
export async function registersAnApplication({ page, look }) {
  await goes(page, 'Applications');
  await page.getByRole('link', { name: 'Register an application' }).click();
  await page.getByRole('textbox', { name: 'Name of the application' }).fill('Loan origination');
  await page.getByRole('textbox', { name: 'Redirect URIs' }).fill('http://los.test/callback');
  await page.getByText('Codes may not be sent to http://los.test/callback').waitFor();
  await page.getByRole('textbox', { name: 'Redirect URIs' }).fill('https://los.test/callback');
  await look('application-new');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  const first = await page.getByTestId('secret').innerText();
  await look('application-secret');
  await page.getByRole('checkbox', { name: 'I stored it' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await gone(page.getByTestId('secret'));
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await page.getByRole('button', { name: 'Replace it' }).click();
  assert.notEqual(await page.getByTestId('secret').innerText(), first);
  await page.getByRole('checkbox', { name: 'I stored it' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Switch it off' }).click();
  await page.getByRole('button', { name: 'Switch it on' }).waitFor();
  await look('application');
}

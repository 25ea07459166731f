// How people with a password of Mandate's own come in: for the first time, with each
// factor, after they forgot it, and without scripts.
import assert from 'node:assert/strict';
import { gone, until } from './finding.mjs';
import { mailTo } from './mail.mjs';
import { account, enters, openAccount } from './session.mjs';
import { codeOf } from './totp.mjs';

const email = 'nora.whitfield@northlake.test';
const password = 'quiet harbour lantern seven';
const another = 'copper meadow thistle nine';

/** Somebody new gets a temporary password by mail, and chooses one of her own at once. */
export async function choosesAPassword(tour) {
  const { ask, server, look } = tour;
  const { roles } = await ask('{ roles(first: 100) { nodes { id name } } }');
  const role = roles.nodes.find(({ name }) => /loan officer/i.test(name)) ?? roles.nodes[0];
  const { userCreate } = await ask('mutation New($input: UserCreateInput!) { userCreate(input: $input) { userErrors { code message } } }', {
    input: { firstName: 'Nora', lastName: 'Whitfield', email, roleIds: [role.id] },
  });
  assert.deepEqual(userCreate.userErrors, []);
  const [temporary] = await mailTo(server.mailbox, email, /[a-z2-7]{5}(?:-[a-z2-7]{5}){3}/);
  const page = await tour.stranger();
  tour.newcomer = { page };
  await page.goto(server.signIn);
  await enters(page, email, temporary);
  await page.locator('#again').waitFor();
  await look('first-password', page);
  await choosesIt(page, password);
  await inConsole(page);
}

async function choosesIt(page, text) {
  await page.locator('#password').fill(text);
  await page.locator('#again').fill(text);
  await page.keyboard.press('Enter');
}

const inConsole = (page) => account(page).waitFor();

async function leaves(page, server) {
  await openAccount(page);
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/login/);
  await page.goto(server.signIn);
}

/** Scans an app, gives its first code, and keeps recovery codes. */
export async function enrolsAnApp({ newcomer, server, look }) {
  const { page } = newcomer;
  await page.goto(`${server.address}/me?tab=signin`);
  await page.getByRole('button', { name: 'Set up an app' }).click();
  newcomer.secret = await page.getByTestId('secret').innerText();
  await look('me-app', page);
  await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(newcomer.secret));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Remove the app' }).waitFor();
  await page.getByRole('button', { name: 'Make recovery codes' }).click();
  const codes = page.getByTestId('codes').getByRole('listitem');
  await codes.first().waitFor();
  newcomer.codes = await codes.allInnerTexts();
  assert.equal(newcomer.codes.length, 10);
  await look('me-recovery-codes', page);
  await page.getByRole('checkbox', { name: 'I stored them' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('10 codes are left').waitFor();
}

/** Comes in with the app, and once more with a recovery code in its place. */
export async function signsInWithASecondFactor({ newcomer, server, look }) {
  const { page, secret, codes } = newcomer;
  await leaves(page, server);
  await enters(page, email, password);
  await page.locator('#code').waitFor();
  await look('second-factor', page);
  // The present step was used when the app was enrolled.
  await page.locator('#code').fill(codeOf(secret, 1));
  await page.keyboard.press('Enter');
  await inConsole(page);
  await leaves(page, server);
  await enters(page, email, password);
  await recovers(page, codes[0]);
  await inConsole(page);
}

async function recovers(page, code) {
  await page.locator('a[href="?by=RECOVERY_CODE"]').click();
  await page.waitForURL(/by=RECOVERY_CODE/);
  await page.locator('#code').fill(code);
  await page.keyboard.press('Enter');
}

/** Has codes sent to a mobile phone, and comes in with one. */
export async function signsInWithACodeBySMS({ newcomer, server, look }) {
  const { page } = newcomer;
  const to = '+14165550177';
  await page.goto(`${server.address}/me?tab=profile`);
  await page.getByRole('textbox', { name: 'Phone' }).fill(to);
  await page.getByRole('checkbox', { name: 'It is a mobile phone' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('tabpanel').getByText('Saved', { exact: true }).waitFor();
  await page.getByRole('tab', { name: 'Sign-in and security' }).click();
  await page.getByRole('button', { name: `Send a code to ${to}` }).click();
  await page.getByRole('textbox', { name: 'Code' }).fill(await codeTo(server, to, 1));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'End codes by SMS' }).waitFor();
  await look('me-sms', page);
  await leaves(page, server);
  await enters(page, email, password);
  await page.getByRole('button', { name: 'Send the code' }).click();
  await page.locator('#code').waitFor();
  await look('second-factor-sms', page);
  await page.locator('#code').fill(await codeTo(server, to, 2));
  await page.keyboard.press('Enter');
  await inConsole(page);
}

/** The code of the message of this number in their order. */
async function codeTo({ phones }, number, nth) {
  const { text } = await until(() => phones.came().filter(({ to }) => to === number)[nth - 1], `message ${nth} to ${number}`);
  return /\b\d{6}\b/.exec(text)[0];
}

/** Makes a passkey on a device of the browser's own, and comes in by nothing else. */
export async function signsInWithAPasskey({ newcomer, server, look }) {
  const { page } = newcomer;
  await addsADevice(page);
  await page.goto(`${server.address}/me?tab=signin`);
  await page.getByRole('textbox', { name: 'Name of the passkey' }).fill('Desk');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('button', { name: 'Remove Desk' }).waitFor();
  await look('me-passkey', page);
  await leaves(page, server);
  await page.locator('a[href*="/passkey"]').click();
  await page.locator('form[data-ceremony=get]').getByRole('button').click();
  await inConsole(page);
}

async function addsADevice(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
}

/** Forgot the password: a link by mail brings another. */
export async function resetsAPassword({ newcomer, server, look }) {
  const { page, codes } = newcomer;
  await leaves(page, server);
  await page.locator('a[href$="/forgotten"]').click();
  await page.locator('#login').fill(email);
  await page.keyboard.press('Enter');
  await gone(page.locator('#login'));
  await look('forgotten', page);
  const [link] = await mailTo(server.mailbox, email, /https?:\/\/\S+\/reset\S+/);
  await page.goto(link);
  await page.locator('#again').waitFor();
  await look('reset', page);
  await choosesIt(page, another);
  await gone(page.locator('#again'));
  await page.goto(server.signIn);
  await enters(page, email, another);
  await recovers(page, codes[1]);
  await inConsole(page);
  await page.context().close();
}

const languages = [
  ['English', 'Password'],
  ['Deutsch', 'Passwort'],
  ['Français', 'Mot de passe'],
];

/** The door opens without scripts, in three languages. */
export async function signsInWithoutScripts({ server, look, stranger }) {
  const plain = await stranger({ scripts: false });
  const seen = await stranger();
  for (const [language, label] of languages) {
    for (const page of [plain, seen]) {
      await page.goto(server.signIn);
      if (language !== 'English') await page.getByRole('link', { name: language }).click();
      await page.getByLabel(label, { exact: true }).waitFor();
    }
    // What looks at a page is a script itself.
    await look(`sign-in-${language}`, seen);
    await enters(plain, server.second, server.password);
    await plain.waitForURL((url) => !url.pathname.startsWith('/login'));
    await plain.context().clearCookies();
  }
  await plain.context().close();
  await seen.context().close();
}

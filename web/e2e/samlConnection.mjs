// A SAML connection: its metadata by address, a test login that shows what was sent, and
// metadata with other keys, which wait for a decision.
import { goes, gone } from './finding.mjs';
import { startSamlIdp } from './saml.mjs';

const name = 'Harbour SAML';

/** Makes a draft, reads the metadata by their address, and has an active connection. */
export async function connectsASamlIdp(tour) {
  const { page, look } = tour;
  tour.saml = await startSamlIdp({
    subject: 'h-77',
    attributes: { mail: ['ines@harbour.test'], givenName: ['Ines'], sn: ['Harbour'], memberOf: ['underwriters', 'branch-12'] },
  });
  await goes(page, 'Sign-in connections');
  await page.getByRole('link', { name: 'Add a connection' }).click();
  await page.getByRole('radio', { name: 'Another' }).click();
  await page.getByRole('radiogroup', { name: 'Protocol' }).getByText('SAML').click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create a draft' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('textbox', { name: 'Address of the metadata' }).fill(tour.saml.metadata);
  await page.getByRole('button', { name: 'Read the metadata' }).click();
  await page.getByRole('heading', { level: 2, name: '3. Try it' }).waitFor();
  await look('saml-setup');
}

/** The page of a test login, and the console beside it, name each attribute and the groups. */
export async function readsADecodedAssertion({ page, look }) {
  await page.getByRole('tab', { name: 'Test login' }).click();
  await page.getByRole('button', { name: 'Start a test login' }).click();
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Open the test login in a new tab' }).click();
  const tab = await opened;
  const mapped = tab.getByRole('table');
  await mapped.getByRole('row', { name: 'Groups memberOf underwriters, branch-12' }).waitFor();
  await mapped.getByRole('row', { name: 'Last name sn Harbour' }).waitFor();
  await look('saml-tested', tab);
  await tab.close();
  await page.getByRole('table', { name: 'What it was taken for' }).getByText('memberOf').waitFor();
  await look('saml-test');
}

/** Metadata with none of the known keys change nothing until somebody has compared them; then the connection rests. */
export async function decidesOnHeldMetadata({ page, look, saml }) {
  saml.swapKeys();
  await page.getByRole('tab', { name: 'Set-up' }).click();
  const banner = page.getByRole('alert').filter({ hasText: 'New metadata wait for your decision' });
  const reads = page.getByRole('button', { name: 'Read the metadata' });
  await reads.click();
  await banner.getByText('None of the certificates known so far is in them.').waitFor();
  await look('saml-held');
  await banner.getByRole('button', { name: 'Keep what is known' }).click();
  await gone(banner);
  await reads.click();
  await banner.getByRole('button', { name: 'Take the new metadata' }).click();
  await gone(banner);
  await page.getByRole('tab', { name: 'Certificates' }).click();
  await page.getByText('harbour-idp-2').first().waitFor();
  await look('saml-certificates');
  // The company's page offers what is active; others sign in there by their passwords.
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Switch it off' }).click();
  await page.getByRole('button', { name: 'Switch it on' }).waitFor();
  saml.stop();
}

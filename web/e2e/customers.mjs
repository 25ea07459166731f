import { closes, dialog, goes, gone, list } from './finding.mjs';

/** A customer is added with their company data, and the page leads on to the contacts (CO-6). */
export async function addsACustomer({ page, look }) {
  await goes(page, 'Customers');
  await list(page, 'Customers').waitFor();
  await look('customers');
  await page.getByRole('button', { name: 'Add customer' }).click();
  const drawer = dialog(page, 'Add customer');
  const typed = { Name: 'Cedar Collections', 'Customer number': 'C-2001', 'Legal name': 'Cedar Collections Ltd.', City: 'Halifax', Country: 'CA' };
  for (const [label, value] of Object.entries(typed)) await drawer.getByRole('textbox', { name: label, exact: true }).fill(value);
  await drawer.getByRole('textbox', { name: 'Phone' }).fill('555');
  await drawer.getByRole('button', { name: 'Add and go to the contacts' }).click();
  await drawer.getByRole('alert').first().waitFor();
  await look('customer-new');
  await drawer.getByRole('textbox', { name: 'Phone' }).fill('+1 902 555 0143');
  await drawer.getByRole('button', { name: 'Add and go to the contacts' }).click();
  await page.getByRole('heading', { level: 1, name: 'Cedar Collections' }).waitFor();
  await page.getByText('No contacts yet').waitFor();
}

/** A commercial contact always has access, and the invitation goes out once (CO-2, CO-5). */
export async function invitesAContact({ page, look }) {
  await page.getByRole('tab', { name: 'Portfolios' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Personal loans');
  await page.getByRole('button', { name: 'Add portfolio' }).click();
  await page.getByRole('cell', { name: 'Personal loans', exact: true }).waitFor();
  await look('customer-portfolios');
  await page.getByRole('tab', { name: 'Contacts' }).click();
  await page.getByRole('button', { name: 'Create new employee' }).click();
  const drawer = dialog(page, 'Create new employee');
  await drawer.getByRole('textbox', { name: 'First name' }).fill('Wren');
  await drawer.getByRole('textbox', { name: 'Last name' }).fill('Okafor');
  await drawer.getByRole('textbox', { name: 'E-mail' }).fill('wren.okafor@cedar.test');
  await drawer.getByRole('checkbox', { name: 'Commercial contact' }).check();
  // Commercial contacts always have access.
  await drawer.getByRole('switch', { name: 'Platform access', disabled: true }).waitFor();
  await look('contact-new');
  await drawer.getByRole('button', { name: 'Add employee and invite' }).click();
  await gone(drawer);
  await page.getByText('Commercial contact (primary)').waitFor();
  await page.getByRole('button', { name: 'Wren Okafor' }).click();
  const contact = dialog(page, 'Wren Okafor');
  await contact.getByText(/The invitation is sent once; it went out on/).first().waitFor();
  await contact.getByRole('button', { name: 'Send invitation', disabled: true }).waitFor();
  await look('contact');
  await closes(page, contact);
}

/** Somebody who has access already becomes a contact here too (CO-4), and receives what they should (CO-8). */
export async function selectsAnExistingContact({ page, look }) {
  await page.getByRole('button', { name: 'Select existing employee' }).click();
  const drawer = dialog(page, 'Select existing employee');
  await drawer.getByRole('searchbox').fill('victor');
  await gone(drawer.getByRole('radio').nth(1));
  await drawer.getByRole('radio', { name: 'Victor Lang' }).check();
  await drawer.getByRole('checkbox', { name: 'Operational contact' }).check();
  await look('contact-existing');
  await drawer.getByRole('button', { name: 'Select', exact: true }).click();
  await gone(drawer);
  await page.getByRole('button', { name: 'Victor Lang' }).waitFor();
  await look('customer-contacts');
  await page.getByRole('tab', { name: 'Recipients' }).click();
  await page.getByRole('listitem').filter({ hasText: 'wren.okafor@cedar.test' }).waitFor();
  await page.getByText('Automatic messages', { exact: true }).click();
  await page.getByRole('listitem').filter({ hasText: 'victor.lang@lakeview.test' }).waitFor();
  await look('customer-recipients');
  await page.getByRole('tab', { name: 'Company data' }).click();
  await page.getByRole('textbox', { name: 'Street and number' }).waitFor();
  await look('customer-company');
}

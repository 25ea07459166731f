import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { isSigned, startReceiver } from './receiver.mjs';
import { chooses, closes, dialog, firstRow, goes, list, rows, settled, until } from './finding.mjs';

/** A webhook is made, its secret stored behind the gate, and a delivery comes signed. */
export async function addsAWebhook(tour) {
  const { page, look } = tour;
  tour.receiver = await startReceiver();
  await goes(page, 'Webhooks');
  await page.getByRole('link', { name: 'Data warehouse' }).waitFor();
  await look('webhooks');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const drawer = dialog(page, 'Add webhook');
  await drawer.getByRole('textbox', { name: 'Name' }).fill('Journey');
  await drawer.getByRole('textbox', { name: 'Address' }).fill(tour.receiver.address);
  await drawer.getByRole('button', { name: 'Add and show the secret' }).click();
  const secret = await drawer.getByTestId('secret').innerText();
  await drawer.getByRole('button', { name: 'Continue', disabled: true }).waitFor();
  await look('webhook-secret');
  await drawer.getByRole('checkbox', { name: 'I stored it' }).check();
  await drawer.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { level: 1, name: 'Journey' }).waitFor();
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await rows(page, 'What was sent').filter({ hasText: 'Test event' }).filter({ hasText: 'Delivered' }).waitFor();
  const test = tour.receiver.came.find(({ body }) => JSON.parse(body).type === 'TEST');
  assert.ok(isSigned(test, secret), 'the delivery bears the signature of the secret that was shown');
  tour.webhook = page.url();
}

/** A delivery that is refused is seen with its answer, and sent again by hand. */
export async function replaysADelivery({ page, look, receiver }) {
  receiver.status = 500;
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await rows(page, 'What was sent').filter({ hasText: 'Answer 500' }).getByRole('button', { name: 'Test event', exact: true }).click();
  const drawer = dialog(page, 'Test event');
  await drawer.getByTestId('request').filter({ hasText: '"type": "TEST"' }).waitFor();
  await drawer.getByTestId('answer').filter({ hasText: 'Answer 500' }).waitFor();
  await look('webhook-delivery');
  receiver.status = 200;
  await drawer.getByRole('button', { name: 'Send again' }).click();
  await drawer.getByTestId('answer').filter({ hasText: 'Answer 200' }).waitFor();
  await closes(page, drawer);
  await look('webhook-deliveries');
  await page.getByRole('tab', { name: 'Secret' }).click();
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await page.getByTestId('secret').waitFor();
  await page.getByRole('checkbox', { name: 'I stored it' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByTestId('former').waitFor();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await look('webhook-settings');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await page.getByText('This webhook is paused').waitFor();
  await receiver.close();
}

/** History is searched, one entry read, and the file that is exported checked without the server. */
export async function searchesAndExportsHistory({ page, look }) {
  await goes(page, 'History');
  await list(page, 'History').waitFor();
  await look('history');
  await page.getByRole('combobox', { name: 'About' }).click();
  await page.getByRole('option', { name: 'Webhook' }).click();
  await page.waitForURL(/kind=whk/);
  await page.getByRole('link', { name: 'Webhook changed' }).first().click();
  const entry = dialog(page, 'Webhook changed');
  await entry.getByText('Before').first().waitFor();
  await look('history-entry');
  await closes(page, entry);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const drawer = dialog(page, 'Export');
  await drawer.getByTestId('verify').waitFor();
  await drawer.getByRole('button', { name: 'Write the file' }).click();
  const link = drawer.getByRole('link', { name: 'Download the file' });
  await link.waitFor();
  await look('history-export');
  const coming = page.waitForEvent('download');
  await link.click();
  const file = await (await coming).path();
  if (process.env.MANDATE_BIN) {
    const told = execFileSync(process.env.MANDATE_BIN, ['history', 'verify', file], { encoding: 'utf8' });
    assert.match(told, /[1-9]\d* entries proved/);
  }
  await closes(page, drawer);
}

/** A job is followed to its end, and its report read row by row. */
export async function readsAJob({ page, look }) {
  await goes(page, 'Jobs');
  await list(page, 'Jobs').waitFor();
  await look('jobs');
  await rows(page, 'Jobs').filter({ hasText: 'Import of people' }).last().getByRole('link').click();
  const drawer = dialog(page, 'Import of people');
  await drawer.getByTestId('progress').filter({ hasText: '5 of 5 rows' }).waitFor();
  await drawer.getByRole('combobox', { name: 'Only these outcomes' }).click();
  await page.getByRole('option', { name: 'Refused' }).click();
  await page.waitForURL(/outcome=REFUSED/);
  await look('job');
  await drawer.getByRole('button', { name: 'Cancel the job', disabled: true }).waitFor();
  await closes(page, drawer);
}

/** A message that the mail server refused is read in the outbox and sent again. */
export async function resendsADeadLetter({ page, look, server }) {
  await goes(page, 'Outbox');
  await list(page, 'Outbox').waitFor();
  await look('outbox');
  await firstRow(page, 'Outbox').getByRole('link').click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('heading', { level: 3, name: 'Text' }).waitFor();
  await look('outbox-message');
  await closes(page, drawer);
  if (!server.mailbox) return;
  await chooses(page, 'Which messages', 'Dead letters');
  await page.waitForURL(/state=DEAD/);
  const refused = rows(page, 'Outbox').filter({ hasText: 'wren.okafor@cedar.test' });
  // The mail server is tried every few seconds; the page is not told what came of it.
  await until(async () => {
    await list(page, 'Outbox').or(page.getByText('No messages')).or(page.getByText('Nothing matches')).first().waitFor();
    await settled(page);
    if (await refused.first().isVisible()) return true;
    await page.reload();
    return false;
  }, 'the message that was refused');
  await refused.first().getByRole('link').click();
  await drawer.getByText('550').first().waitFor();
  await look('outbox-dead');
  server.mailbox.refuses = () => false;
  await drawer.getByRole('button', { name: 'Send again' }).click();
  await drawer.getByText('Sent', { exact: true }).first().waitFor();
  await closes(page, drawer);
}

/** Which notices also come by e-mail is everybody's own choice. */
export async function choosesNoticesByMail({ page, look }) {
  await goes(page, 'Notices');
  await page.getByRole('button', { name: 'By e-mail' }).click();
  const drawer = dialog(page, 'By e-mail');
  await drawer.getByRole('switch', { name: 'A job is done' }).click();
  await drawer.getByText('Saved').waitFor();
  await look('notice-preferences');
  await closes(page, drawer);
}

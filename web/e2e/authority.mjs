import { names } from './leave.mjs';
import { chooses, goes, list } from './finding.mjs';

export async function seesWhoMayDecideWhat({ page, look }) {
  await goes(page, 'Authority');
  await list(page, 'Matrix').waitFor();
  await look('authority-matrix');
  await chooses(page, 'View', 'Who could approve');
  await page.getByRole('textbox', { name: 'Amount' }).fill('500,000');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/amount=/);
  await page.getByRole('table', { name: 'Who could approve' }).waitFor();
  await page.getByRole('columnheader', { name: 'Reason' }).waitFor();
  await look('authority-who');
}

export async function triesChanges({ page, look }) {
  await chooses(page, 'View', 'What if');
  await names(page, 'Person', 'Claire Tremblay');
  await page.getByText('Away', { exact: true }).click();
  await names(page, 'Delegate', 'Morgan Reyes');
  await look('what-if-form');
  await page.getByRole('button', { name: 'Try this change' }).click();
  await page.waitForURL(/try=/);
  await page.getByRole('heading', { name: /^(Deals that would differ|Result)/ }).waitFor();
  await look('what-if');
}

export async function seesQueues({ page, look }) {
  await goes(page, 'Queues');
  await page.getByRole('list', { name: 'Queues' }).waitFor();
  await look('queues');
  await chooses(page, 'View', 'Table');
  await page.waitForURL(/view=table/);
  await page.getByRole('table', { name: 'Queues' }).waitFor();
  await look('queues-table');
}

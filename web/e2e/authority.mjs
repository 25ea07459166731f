import { names } from './leave.mjs';
import { chooses, goes, list, picks, until } from './finding.mjs';

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

/** Everybody's queues, and those of one person's direct reports, as the address says. */
export async function seesQueues({ page, look, ask }) {
  const { manager } = await aManager(ask);
  await goes(page, 'Queues');
  await page.getByRole('list', { name: 'Queues' }).waitFor();
  await look('queues');
  await chooses(page, 'View', 'Table');
  await page.waitForURL(/view=table/);
  await page.getByRole('table', { name: 'Queues' }).waitFor();
  await look('queues-table');
  const everybody = Number(await page.getByTestId('count').innerText());
  await picks(page, page.getByRole('combobox', { name: 'Team of' }), manager.name);
  await page.waitForURL((address) => address.searchParams.get('team') === manager.id);
  await until(async () => Number(await page.getByTestId('count').innerText()) < everybody, 'the queues of a team');
  await look('queues-team');
}

/** Somebody whose name nobody shares, and who has direct reports with a queue. */
async function aManager(ask) {
  const { queueLoad } = await ask('{ queueLoad { user { manager { id name email } } } }');
  const managers = queueLoad.map(({ user }) => user.manager).filter(Boolean);
  const manager = managers.find(({ id, name }) => managers.every((other) => other.id === id || other.name !== name));
  return { manager };
}

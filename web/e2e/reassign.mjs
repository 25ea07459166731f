import assert from 'node:assert/strict';
import { aPresentColleague } from './api.mjs';
import { closes, dialog, goes, gone, rowOf, rows } from './finding.mjs';
import { choosesPipeline } from './deals.mjs';
import { names } from './leave.mjs';

/** A person's deals go back to the pool from the picture of queues: tried, done, told deal by deal, and taken back. */
export async function movesSomebodysDeals({ page, look, ask }) {
  const somebody = await aBusyColleague(ask);
  const before = await openDealsOf(ask, somebody.id);
  await goes(page, 'Queues');
  await page.getByRole('searchbox').fill(somebody.name);
  const queues = page.getByRole('list', { name: 'Queues' });
  // A row that still moves up as others go loses its click.
  await gone(queues.getByRole('listitem').nth(1));
  await queues.getByRole('button', { name: `Reassign the deals of ${somebody.name}` }).click();
  const drawer = dialog(page, `Reassign the open deals of ${somebody.name}`);
  await drawer.getByText('Back to the pool').click();
  await drawer.getByRole('button', { name: 'Show what would happen' }).click();
  await drawer.getByRole('status').filter({ hasText: 'would move' }).waitFor();
  assert.deepEqual(await openDealsOf(ask, somebody.id), before, 'to look changes nothing');
  const run = drawer.getByRole('button', { name: /^Reassign \d+ deals?$/ });
  // A reason is asked for.
  await drawer.getByRole('button', { name: /^Reassign \d+ deals?$/, disabled: true }).waitFor();
  await drawer.getByLabel('Reason').fill('Moves to another branch.');
  await look('reassign-tried');
  await run.click();
  await drawer.getByRole('status').filter({ hasText: 'moved' }).waitFor();
  await look('reassign-done');
  await closes(page, drawer);
  assert.notDeepEqual(await openDealsOf(ask, somebody.id), before, 'deals have moved');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Taken back.').waitFor();
  assert.deepEqual(await openDealsOf(ask, somebody.id), before, 'each deal is where it was');
}

/** Chosen deals of several owners go to one person; a closed one stays, and says why. */
export async function movesChosenDeals({ page, look, ask }) {
  const colleague = await aPresentColleague(ask);
  await goes(page, 'Deals');
  await choosesPipeline(page, 'All deals');
  const open = await referenceAt(page, 'In review');
  const closed = await referenceAt(page, 'Declined');
  for (const reference of [open, closed]) await rowOf(page, 'Deals', reference).getByRole('checkbox').check();
  await page.getByRole('toolbar', { name: '2 chosen' }).getByRole('button', { name: 'Reassign deals' }).click();
  const drawer = dialog(page, 'Reassign 2 deals');
  await names(page, 'New owner', colleague);
  await drawer.getByLabel('Reason').fill('The owner asked for it.');
  await drawer.getByRole('button', { name: 'Show what would happen' }).click();
  await rows(drawer, 'Deal by deal').filter({ hasText: closed }).getByText('This deal is closed.').waitFor();
  await look('reassign-chosen');
  await drawer.getByRole('button', { name: 'Reassign 1 deal', exact: true }).click();
  await drawer.getByRole('status').filter({ hasText: '1 moved, 1 stayed.' }).waitFor();
  await closes(page, drawer);
  // The choice has served.
  await gone(page.getByRole('toolbar'));
  await rowOf(page, 'Deals', open).filter({ hasText: colleague }).waitFor();
}

/** The reference of the first deal in a state whose owner is somebody. */
async function referenceAt(page, status) {
  const row = rows(page, 'Deals').filter({ hasText: status }).filter({ hasNotText: 'Unassigned' }).first();
  return row.getByRole('link').first().innerText();
}

/** Somebody present with a few open deals of their own, whose name nobody shares. */
async function aBusyColleague(ask) {
  const { queueLoad } = await ask('{ queueLoad { owned absent user { id name } } }');
  const once = ({ user }) => queueLoad.filter((other) => other.user.name === user.name).length === 1;
  const found = queueLoad.find((one) => !one.absent && one.owned > 2 && one.owned < 20 && once(one) && !/Tremblay|Reyes/.test(one.user.name));
  assert.ok(found, 'nobody has deals');
  return found.user;
}

async function openDealsOf(ask, ownerId) {
  const { deals } = await ask('query Owned($where: DealWhere!) { deals(first: 100, where: $where) { nodes { id } } }', { where: { ownerId, open: true } });
  return deals.nodes.map(({ id }) => id).sort();
}

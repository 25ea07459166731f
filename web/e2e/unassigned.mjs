import assert from 'node:assert/strict';
import { submits } from './api.mjs';
import { choosesPipeline } from './deals.mjs';
import { goes, gone, list, rowOf } from './finding.mjs';

export const large = 'E2E-LARGE';

/** Takes a large deal that waits, and opens it. */
export async function takes({ page, ask }, reference) {
  await submits(ask, reference, '9000000.00');
  await goes(page, 'Deals');
  await choosesPipeline(page, 'Unassigned');
  await page.getByRole('searchbox').fill(reference);
  await page.waitForURL((address) => address.searchParams.get('q') === reference);
  await rowOf(page, 'Deals', reference).getByRole('link').click();
  // The rows of the list have such a button too.
  await page.getByRole('heading', { level: 1, name: reference }).waitFor();
  await gone(list(page, 'Deals'));
  await page.getByRole('button', { name: 'Pick up' }).click();
  await page.getByText(`Deal ${reference} is yours.`).waitFor();
}

/** A deal above everybody's limits waits; it is taken from its row, and then belongs to whoever took it. */
export async function picksUpADeal({ page, look, ask }) {
  const { owner } = await submits(ask, large, '9000000.00');
  assert.equal(owner, null, 'nobody has the authority');
  await goes(page, 'Deals');
  await choosesPipeline(page, 'Unassigned');
  await page.getByRole('searchbox').fill(large);
  await page.waitForURL(/q=E2E/);
  const row = rowOf(page, 'Deals', large);
  await row.waitFor();
  await look('deals-unassigned');
  await row.getByRole('button', { name: 'Pick up' }).click();
  await page.getByText(`Deal ${large} is yours.`).waitFor();
  // It leaves the pipeline without being asked to.
  await gone(row);

  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await choosesPipeline(page, 'My deals');
  await page.waitForURL(/pipeline=MINE/);
  await list(page, 'Deals').waitFor();
  await look('deals-mine');
  await row.getByRole('link').click();
  await page.getByTestId('verdict').filter({ hasText: 'picked this deal up' }).waitFor();
}

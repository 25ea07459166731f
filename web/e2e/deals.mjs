import assert from 'node:assert/strict';
import { submits } from './api.mjs';
import { chooses, goes, gone, list, rowOf, rows, settled } from './finding.mjs';

export async function readsWhyThisPerson({ page, look }) {
  await goes(page, 'Deals');
  await list(page, 'Deals').waitFor();
  await look('deals');
  await page.getByRole('columnheader', { name: 'Loan amount' }).getByRole('button').click();
  await page.waitForURL(/sort=LOAN_AMOUNT/);
  await page.getByRole('columnheader', { name: 'Loan amount' }).and(page.locator('[aria-sort]:not([aria-sort=none])')).waitFor();
  await choosesPipeline(page, 'Unassigned');
  await page.waitForURL(/pipeline=UNASSIGNED/);
  await onlyUnassigned(page);
  await choosesPipeline(page, 'All deals');
  await gone(rows(page, 'Deals').getByRole('button', { name: 'Pick up' }));
  await settled(page);

  await rows(page, 'Deals').filter({ hasNotText: 'Unassigned' }).first().getByRole('link').click();
  await page.waitForURL(/\/deals\/deal_/);
  await page.getByRole('heading', { name: 'Why this person' }).waitFor();
  await page.getByTestId('verdict').filter({ hasText: 'was chosen' }).waitFor();
  await look('deal-why');
  await chooses(page, 'View', 'Table');
  await page.getByRole('table', { name: 'People by reason' }).waitFor();
  await look('deal-why-table');
  await chooses(page, 'View', 'Picture');
}

/** The list follows its pipeline. */
export const choosesPipeline = (page, name) => chooses(page, 'Pipeline', name);

export async function readsWhyNobodyYet({ page, look }) {
  await goes(page, 'Deals');
  await choosesPipeline(page, 'Unassigned');
  await page.waitForURL(/pipeline=UNASSIGNED/);
  await onlyUnassigned(page);
  await rows(page, 'Deals').first().getByRole('link').click();
  await page.getByRole('heading', { name: 'Why nobody yet' }).waitFor();
  await look('deal-waiting');
}

/** The list has followed the pipeline: where nobody owns a deal, rows offer to take it. */
async function onlyUnassigned(page) {
  await rows(page, 'Deals').first().getByRole('button', { name: 'Pick up' }).waitFor();
  await settled(page);
}

/** The LOS submits a deal: it is found at once, has its owner, and says why. */
export async function seesADealArrive({ page, look, ask }) {
  const { owner } = await submits(ask, 'E2E-ARRIVED', '210000.00');
  assert.ok(owner, 'somebody takes it');
  await goes(page, 'Deals');
  await choosesPipeline(page, 'All deals');
  await page.getByRole('searchbox').fill('E2E-ARRIVED');
  await page.waitForURL(/q=E2E-ARRIVED/);
  const row = rowOf(page, 'Deals', 'E2E-ARRIVED');
  await row.filter({ hasText: owner.name }).waitFor();
  await row.getByRole('link').click();
  await page.getByTestId('verdict').filter({ hasText: `${owner.name} was chosen.` }).waitFor();
  await page.getByTestId('authority').filter({ hasText: `Within the authority of ${owner.name}` }).waitFor();
  await look('deal-arrived');
}

import assert from 'node:assert/strict';
import { gone } from './finding.mjs';

/** An absence is over, and its delegate has stayed on a deal (OO-6): a lead ends that by hand, and the owner acts again (OO-7). */
export async function endsADelegationThatLingers({ page, server, look, ask }) {
  const { deals } = await ask('{ deals(first: 100, where: { delegated: true, open: true }) { nodes { id owner { name } delegates { backing user { name } } } } }');
  const deal = deals.nodes.find(({ delegates }) => delegates.some(({ backing }) => backing === 'LINGERING'));
  assert.ok(deal, 'a deal of the demo is still with a delegate whose time is over');
  await page.goto(`${server.address}/deals/${deal.id}`);
  const people = page.getByRole('region', { name: 'People on the deal' });
  await people.getByText('Kept after an absence that is over').first().waitFor();
  await look('deal-lingering');
  await page.getByRole('button', { name: 'End delegation' }).click();
  await gone(people.getByText('Kept after an absence that is over'));
  await people.getByRole('listitem').filter({ hasText: deal.owner.name }).filter({ hasText: 'acts' }).waitFor();
  await look('deal-lingering-ended');
}

import { aPresentColleague } from './api.mjs';
import { goes, gone, picks, rows, settled } from './finding.mjs';

/** Somebody goes on leave today: the chain is shown before and after, and their deals pass to the delegate. */
export async function goesOnLeave({ claire, look, ask }) {
  const delegate = await aPresentColleague(ask);
  await claire.goto(new URL('/out-of-office', claire.url()).href);
  await cancelsWhatIsPlanned(claire, look);
  await look('leave-none', claire);
  await claire.getByRole('button', { name: 'Next week' }).click();
  await claire.getByRole('button', { name: 'Today', exact: true }).click();
  await names(claire, 'Delegate', delegate);
  await claire.getByText('As it would be if you save this.').waitFor();
  await claire.getByRole('img', { name: new RegExp(delegate) }).waitFor();
  await look('leave-draft', claire);
  await claire.getByRole('button', { name: 'Go on leave now' }).click();
  await claire.getByTestId('leave').filter({ hasText: 'Away until' }).waitFor();
  // The calendar follows without being asked to.
  await claire.getByRole('button', { name: `${delegate} stands in` }).first().waitFor();
  await look('leave-away', claire);
  await claire.getByText('Table', { exact: true }).first().click();
  await claire.getByRole('table', { name: 'Who stands in' }).waitFor();
  await settled(claire);
  await look('leave-chain-table', claire);

  await goes(claire, 'Deals');
  // Who doesn't oversee everybody's deals begins with their own.
  await claire.waitForURL(/pipeline=MINE/);
  await rows(claire, 'Deals').filter({ hasText: new RegExp(`Claire Tremblay\\s*→ ${delegate}`) }).first().getByRole('link').click();
  await claire.getByText('Stands in during an absence').first().waitFor();
  await look('deal-delegated', claire);
}

export async function comesBack({ claire, look }) {
  await goes(claire, 'Out of office');
  await claire.getByRole('button', { name: 'I am back: end it now' }).click();
  await claire.getByTestId('leave').filter({ hasText: 'Present' }).waitFor();
  await look('leave-back', claire);
  await claire.goBack();
  await claire.getByTestId('verdict').waitFor();
  // What was known of the deal is shown first; that it has come back follows.
  await gone(claire.getByText('Stands in during an absence'));
}

/** Who is away stands person by person, or team by team; the table has the same people. */
export async function seesWhoIsAway({ page, look }) {
  await goes(page, 'Out of office');
  const calendar = page.getByRole('region', { name: 'Who is away' });
  await calendar.getByRole('listitem').first().waitFor();
  const teams = calendar.getByRole('switch', { name: 'By team' });
  await teams.click();
  await page.waitForURL(/lanes=true/);
  await calendar.getByRole('listitem').filter({ hasText: /: \d+ (person|people)$/ }).first().waitFor();
  await look('leave-teams');
  await teams.click();
  await page.waitForURL((address) => !address.searchParams.has('lanes'));
}

/** Chooses somebody in a field that searches at the server. */
export const names = (page, label, name) => picks(page, page.getByRole('combobox', { name: label, exact: true }), name);

async function cancelsWhatIsPlanned(page, look) {
  const leave = page.getByTestId('leave');
  await leave.filter({ hasText: /Planned|Present/ }).waitFor();
  await settled(page);
  if (await leave.filter({ hasText: 'Planned' }).isVisible()) {
    await look('leave-planned', page);
    await page.getByRole('button', { name: 'Cancel the leave' }).click();
  }
  await leave.filter({ hasText: 'Present' }).waitFor();
}

import { dialog, gone, goes, list, until } from './finding.mjs';

/** Days of a leave are typed, or picked with the keyboard alone; what is no day is told of. */
export async function choosesDays({ page, look }) {
  await goes(page, 'Out of office');
  const [first, last] = ['First day', 'Last day'].map((name) => page.getByRole('textbox', { name, exact: true }));
  await first.fill('2031/3/3');
  await first.press('Enter');
  await last.fill('2031-03-14');
  await last.blur();
  await page.getByText('12 days. Deals come back on').waitFor();
  await holdsText(first, '2031-03-03', 'what is typed is shown as the language writes it');
  await last.fill('2031-02-31');
  await last.press('Enter');
  await page.getByText('Please enter both days.').waitFor();
  await last.fill('2031-03-14');

  await page.getByRole('button', { name: 'First day: choose in the calendar' }).click();
  const calendar = dialog(page, 'First day: choose in the calendar');
  const day = (name) => calendar.getByRole('button', { name, exact: true });
  await holds(page, day('3 March 2031'));
  await look('leave-calendar');
  await page.keyboard.press('ArrowRight');
  await holds(page, day('4 March 2031'));
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await holds(page, day('11 March 2031'));
  await page.keyboard.press('Enter');
  await gone(calendar);
  await holdsText(first, '2031-03-04', 'the day where the keyboard was');
  await holdsText(last, '2031-03-11', 'a week later');
  await page.getByRole('button', { name: 'Discard' }).click();
}

/** Who had which limits at an instant of the past, by the company's clock; of one before its records nothing is shown. */
export async function asksAboutThePast({ page, look }) {
  await goes(page, 'Authority');
  const then = page.getByRole('textbox', { name: /^As of/ });
  await then.fill('2020-03-03 9:30');
  await then.press('Enter');
  await page.waitForURL((address) => address.searchParams.get('at') === '2020-03-03T09:30');
  await page.getByText('the records begin later').waitFor();
  // Limits of today are no answer about then.
  await gone(list(page, 'Matrix'));
  await page.getByRole('button', { name: /^As of.*: choose in the calendar$/ }).click();
  const calendar = dialog(page, /choose in the calendar/);
  await calendar.getByRole('button', { name: '3 March 2020', exact: true }).waitFor();
  await calendar.getByText('By the clock of America/Toronto.').waitFor();
  await look('authority-calendar');
  await calendar.getByRole('button', { name: '5 March 2020', exact: true }).click();
  await calendar.getByRole('button', { name: 'Use this time' }).click();
  await page.waitForURL((address) => address.searchParams.get('at') === '2020-03-05T09:30');
  await gone(calendar);
  await then.fill('2999-01-01');
  await then.blur();
  await page.getByText('not in the future').waitFor();
  // The field has a button of this name too, without words.
  await page.getByRole('button', { name: 'Now', exact: true }).filter({ hasText: 'Now' }).click();
  await page.waitForURL((address) => !address.searchParams.has('at'));
  await list(page, 'Matrix').waitFor();
}

/** A field writes what it has taken with the next frame. */
const holdsText = (field, text, what) => until(async () => (await field.inputValue()) === text, what);

/** The keyboard is there with the next frame. */
const holds = async (page, locator) => {
  await locator.waitFor();
  await page.waitForFunction((element) => element === document.activeElement, await locator.elementHandle());
};

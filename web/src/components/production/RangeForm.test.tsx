// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { show } from '../../test/show';
import { RangeForm } from './RangeForm';

/** Types as a person does: letter by letter. */
function types(field: HTMLElement, text: string) {
  for (let end = 1; end <= text.length; end++) fireEvent.change(field, { target: { value: text.slice(0, end) } });
}

async function form(language: 'en' | 'de', from: string, to: string) {
  const onChange = vi.fn();
  await show(<RangeForm {...{ from, to, today: '2026-11-22', onChange }} />, { language });
  return { onChange, last: screen.getByRole('textbox', { name: language === 'de' ? 'Letzter Tag' : 'Last day' }) };
}

test.each([
  ['de', '31.12.2026'],
  ['en', '2026-12-31'],
] as const)('%s: a day that is typed is told of once, and leaves the other', async (language, text) => {
  const { onChange, last } = await form(language, '2026-12-15', '2026-12-20');
  types(last, text);
  expect(onChange).not.toHaveBeenCalled();
  fireEvent.blur(last);
  expect(onChange.mock.calls).toEqual([[{ from: '2026-12-15', to: '2026-12-31' }]]);
});

test('a range that is backwards is said, until the other day follows', async () => {
  const { onChange, last } = await form('en', '2026-06-01', '2026-06-30');
  types(last, '2025-12-31');
  fireEvent.keyDown(last, { key: 'Enter' });
  await screen.findByText('The last day is before the first.');
  expect(onChange).not.toHaveBeenCalled();
  const first = screen.getByRole('textbox', { name: 'First day' });
  types(first, '2025-12-01');
  fireEvent.blur(first);
  expect(onChange.mock.calls).toEqual([[{ from: '2025-12-01', to: '2025-12-31' }]]);
});

test('what is no day leaves the report as it is', async () => {
  const { onChange, last } = await form('en', '2026-06-01', '2026-06-30');
  types(last, '2026-06-31');
  fireEvent.blur(last);
  await screen.findByText('Please enter a date such as 2026-12-31.');
  expect(onChange).not.toHaveBeenCalled();
});

// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { show } from '../../test/show';
import { ThenField } from './ThenField';

afterEach(() => vi.useRealTimers());

test.each([
  ['2026-03-03 14:00', ['2026-03-03T14:00']],
  ['2026-03-03', ['2026-03-03T15:00']],
  ['2026-03-02', ['2026-03-02T24:00']],
  ['2026-03-03 15:01', []],
])('on a page that is open since morning, at 15:00 “%s” asks as of %j', async (text, asked) => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-03T14:00:00Z') });
  const onChange = vi.fn();
  await show(<ThenField value={undefined} zone="America/Toronto" onChange={onChange} />);
  vi.setSystemTime(new Date('2026-03-03T20:00:00Z'));
  const field = screen.getByRole('textbox');
  for (let end = 1; end <= text.length; end++) fireEvent.change(field, { target: { value: text.slice(0, end) } });
  expect(onChange).not.toHaveBeenCalled();
  fireEvent.blur(field);
  expect(onChange.mock.calls.map(([moment]) => moment as string)).toEqual(asked);
});

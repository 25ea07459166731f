// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Save } from '../services/save';
import { show } from '../test/show';
import { SaveTrouble } from './SaveTrouble';

const save = (part: Partial<Save>) => ({ refusals: [], trouble: null, ...part }) as unknown as Save;

test('a session that ended amid a form leads to sign-in elsewhere, and the form stays', async () => {
  await show(<SaveTrouble save={save({ trouble: { kind: 'signedOut' } })} />);
  expect(screen.getByRole('alert').textContent).toContain('what you entered stays');
  const way = screen.getByRole('link', { name: 'Sign in in another tab' });
  expect([way.getAttribute('target'), way.getAttribute('href')]).toEqual(['_blank', '/login']);
});

test('other trouble is told without a way to sign-in', async () => {
  await show(<SaveTrouble save={save({ trouble: { kind: 'offline' } })} />);
  screen.getByRole('alert');
  expect(screen.queryByRole('link')).toBeNull();
});

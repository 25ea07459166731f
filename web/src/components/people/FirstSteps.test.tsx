import { expect, test } from 'vitest';
import { stepsOf } from './FirstSteps';

const taken = (...permissions: string[]) => stepsOf({ permissions: new Set(permissions) }).map(({ step }) => step);

test('an administrator is led from the settings to the first key', () => {
  const all = taken('company.manage', 'directory.manage', 'connection.manage', 'user.manage', 'apikey.manage');
  expect(all).toEqual(['settings', 'directory', 'connection', 'import', 'key']);
});

test('nobody is led where they may not go', () => {
  expect(taken('user.manage', 'deal.view')).toEqual(['import']);
  expect(taken('deal.view')).toEqual([]);
});

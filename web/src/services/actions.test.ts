import { expect, test } from 'vitest';
import en from '../texts/en';
import { actionsBySubject } from './actions';

const listed: string[] = Object.values(actionsBySubject).flat();

test('each action that can be chosen stands once and has a name', () => {
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.filter((action) => !(action in en.action))).toEqual([]);
});

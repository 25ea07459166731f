import { expect, test } from 'vitest';
import { isRedirect, linesOf } from './applications';

test('addresses stand one a line', () => {
  expect(linesOf(' https://a.test/cb \n\nhttps://b.test/cb')).toEqual(['https://a.test/cb', 'https://b.test/cb']);
});

test.each([
  ['https://los.test/callback', true],
  ['http://localhost:8080/callback', true],
  ['http://127.0.0.1/cb', true],
  ['http://los.test/callback', false],
  ['https://los.test/callback#part', false],
  ['los.test/callback', false],
  ['javascript:alert(1)', false],
])('codes may be sent to %s: %s', (address, wanted) => {
  expect(isRedirect(address)).toBe(wanted);
});

import { expect, test } from 'vitest';
import { losesInput } from './unsaved';

const forms = new Map([['a', '/users/usr_1']]);

test.each([
  ['/users/usr_1', false],
  ['/users/usr_1/limits', false],
  ['/users/usr_12', true],
  ['/users', true],
  ['/deals', true],
])('going to %s loses input: %s', (next, want) => expect(losesInput(forms, next)).toBe(want));

test('without input nothing is lost', () => expect(losesInput(new Map(), '/deals')).toBe(false));

import { expect, test } from 'vitest';
import { companyInput, emptyCompany, fieldError } from './companyData';

test('what is empty is nothing, and what is typed is trimmed', () => {
  const input = companyInput({ ...emptyCompany, name: ' Cedar ', city: 'Halifax ', phone: '  ' });
  expect(input).toMatchObject({ name: 'Cedar', city: 'Halifax', phone: null, taxNumber: null });
});

test('a refusal stands beside its field', () => {
  const refusals = [{ code: 'INVALID', field: ['input', 'phone'], message: 'No such number.' }];
  expect(fieldError(refusals, 'phone')).toBe('No such number.');
  expect(fieldError(refusals, 'email')).toBeUndefined();
});

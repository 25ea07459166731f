import { expect, test } from 'vitest';
import { dealSortOf, dealsSearch, dealWhere } from './deals';

test('an empty address is all deals, newest first', () => {
  expect(dealSortOf(dealsSearch({}))).toEqual({ by: 'CREATED_AT', desc: true });
  expect(dealWhere(dealsSearch({}))).toEqual({});
});

test('a reference of digits alone is still a search', () => {
  expect(dealsSearch({ q: 1042 }).q).toBe('1042');
});

test('the address holds pipeline, status and order', () => {
  const search = dealsSearch({ pipeline: 'TEAM', status: 'PENDING', sort: 'LOAN_AMOUNT', asc: true });
  expect(search.pipeline).toBe('TEAM');
  expect(dealWhere(search)).toEqual({ statuses: ['PENDING'] });
  expect(dealSortOf(search)).toEqual({ by: 'LOAN_AMOUNT', desc: false });
});

test.each([{ pipeline: 'THEIRS' }, { status: 'OPEN' }, { sort: 'ID' }, { asc: 'no' }])('nonsense in the address is left out: %o', (raw) => {
  expect(Object.values(dealsSearch(raw)).filter(Boolean)).toEqual([]);
});

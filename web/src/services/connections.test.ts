import { expect, test } from 'vitest';
import { connectionSearch, daysUntil, firstToEnd, mappingOf, namedFields, openLinks } from './connections';

test('the address of a connection holds what it knows and nothing else', () => {
  expect(connectionSearch({ tab: 'domains', vendor: 'ENTRA', run: 'run_1', more: 1 })).toEqual({ tab: 'domains', vendor: 'ENTRA', run: 'run_1' });
  expect(connectionSearch({ tab: 'setup', vendor: 'entra', run: 3 })).toEqual({ tab: undefined, vendor: undefined, run: undefined });
});

const ends = (notAfter: string) => ({ __typename: 'SsoCertificate' as const, subject: 'CN=x', fingerprint: notAfter, notBefore: '2025-01-01T00:00:00Z', notAfter });

test('the certificate that ends first counts', () => {
  const [early, late] = [ends('2026-04-01T00:00:00Z'), ends('2027-01-01T00:00:00Z')];
  expect(firstToEnd([late, early])).toBe(early);
  expect(firstToEnd([])).toBeNull();
});

test.each([
  ['2026-03-04T12:00:00Z', 1],
  ['2026-03-03T11:59:59Z', -1],
  ['2026-03-03T12:00:00Z', 0],
])('%s is in %i days', (instant, days) => {
  expect(daysUntil(instant, new Date('2026-03-03T12:00:00Z'))).toBe(days);
});

test('a link is open until it is used, revoked or over', () => {
  const link = { __typename: 'SetupLink' as const, id: 'lnk_1', createdAt: '2026-03-01T00:00:00Z', expiresAt: '2026-03-04T00:00:00Z', usedAt: null, revokedAt: null };
  const used = { ...link, usedAt: '2026-03-02T00:00:00Z' };
  const revoked = { ...link, revokedAt: '2026-03-02T00:00:00Z' };
  expect(openLinks([link, used, revoked], new Date('2026-03-03T00:00:00Z'))).toEqual([link]);
  expect(openLinks([link], new Date('2026-03-05T00:00:00Z'))).toEqual([]);
});

test('a mapping is sent without the fields that take the usual names', () => {
  const mapping = mappingOf([{ __typename: 'SsoMapping', field: 'email', name: 'mail' }]);
  expect(mapping).toEqual({ userName: '', email: 'mail', firstName: '', lastName: '', emailVerified: '', groups: '' });
  expect(namedFields({ ...mapping, groups: ' roles ' })).toEqual([
    { field: 'email', name: 'mail' },
    { field: 'groups', name: 'roles' },
  ]);
});

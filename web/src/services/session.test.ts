import { expect, test, vi } from 'vitest';
import { signIn, signInAddress, staysWhile } from './session';
import { firstSearch, homeOf, mayOpen, viewerOf, type Viewer } from './viewer';

test.each([
  ['/', '', null, '/login'],
  ['/', '', 'acme', '/login/acme'],
  ['/users', '', null, '/login?return=%2Fusers'],
  ['/users', '?q=ann&desc=true', 'acme', '/login/acme?return=%2Fusers%3Fq%3Dann%26desc%3Dtrue'],
])('sign-in comes back to %s%s, company %s', (pathname, search, company, address) => {
  expect(signInAddress({ pathname, search }, company)).toBe(address);
});

const session = { user: { id: 'usr_1', email: 'ann@acme.test', name: 'Ann Roy' }, tenant: 'acme', expires_at: '2026-03-03T17:00:00Z' };
const viewer = (permissions: string[], staff = true): Viewer => ({
  ...{ id: 'usr_1', name: 'Ann', email: '', tenant: 'Acme', currency: 'CAD', zone: 'America/Toronto', staff },
  ...{ limitsView: 'CONDENSED', reports: [] },
  permissions: new Set(permissions),
});

test.each([
  [['user.manage', 'deal.view'], '/users'],
  [['deal.view'], '/deals'],
  [[], '/users'],
] as const)('with %o the first page is %s', (permissions, home) => {
  expect(homeOf(viewer([...permissions]))).toBe(home);
});

test.each([
  [['deal.view'], '/deals', { pipeline: 'MINE' }],
  [['deal.view', 'pipeline.all'], '/deals', {}],
  [['deal.view'], '/users', {}],
] as const)('with %o %s shows first %o', (permissions, to, search) => {
  expect(firstSearch(viewer([...permissions]), to)).toEqual(search);
});

test('a direct manager begins with all deals', () => {
  const reports = [{ id: 'usr_2', name: 'Ben' }] as Viewer['reports'];
  expect(firstSearch({ ...viewer(['deal.view']), reports }, '/deals')).toEqual({});
});

test('a contact is offered no lists', () => {
  const pages = ['users', 'deals', 'approvals', 'absence', 'authority', 'queues'] as const;
  expect(pages.filter((page) => mayOpen(viewer([], false), page))).toEqual([]);
});

test('a key that acts for nobody is shown by its session', () => {
  const company = {
    ...{ __typename: 'CompanySettings' as const, id: 'set_1', version: 1, name: 'Acme', currency: 'CAD', zone: 'America/Toronto' },
    ...{ limitsView: 'CONDENSED' as const },
  };
  const wire = { __typename: 'Viewer' as const, kind: 'SERVICE', language: 'en', permissions: ['deal.view'], user: null, company };
  expect(viewerOf({ __typename: 'Query', viewer: wire }, session)).toMatchObject({ id: 'usr_1', name: 'Ann Roy', tenant: 'Acme', staff: true });
});

test('who has unsaved input stays, and is led to sign-in once there is none', () => {
  const assign = vi.fn();
  vi.stubGlobal('window', { location: { pathname: '/settings', search: '', assign }, localStorage: { getItem: () => 'acme' } });
  let unsaved = 1;
  const free = staysWhile(() => unsaved > 0);
  signIn();
  expect(assign).not.toHaveBeenCalled();
  unsaved = 0;
  signIn();
  signIn();
  expect(assign.mock.calls).toEqual([['/login/acme?return=%2Fsettings']]);
  free();
  vi.unstubAllGlobals();
});

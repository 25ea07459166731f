import { expect, test } from 'vitest';
import { bulkKinds, changeOf, mayBulk, noWish, type LimitsWish, type ListsWish, type Money } from './kinds';

const cad: Money = { currency: 'CAD', limitsView: 'CONDENSED', locale: 'en-CA' };

test.each([
  ['activate', noWish, { active: true }],
  ['deactivate', noWish, { active: false }],
  ['manager', { ...noWish, manager: { id: 'usr_1', name: 'Ann' } }, { managerId: 'usr_1' }],
  ['manager', noWish, { managerId: null }],
  ['roles', { ...noWish, give: ['rol_1'] }, { addRoleIds: ['rol_1'], removeRoleIds: [] }],
  ['roles', noWish, null],
  ['auto', { ...noWish, on: false }, { autoAssign: false }],
  ['mfa', noWish, { mfaRequired: true }],
  ['capacity', { ...noWish, capacity: 0 }, { maxCapacity: 0 }],
  ['capacity', noWish, null],
  ['limits', noWish, null],
  ['preferences', noWish, null],
] as const)('%s of %j sends %j', (kind, wish, want) => expect(changeOf(kind, { ...wish, give: [...wish.give], take: [...wish.take] }, cad)).toEqual(want));

const amount = (typed: string) => ({ kind: 'AMOUNT', typed }) as const;

test.each<[string, LimitsWish, Partial<Money>, unknown]>([
  ['an amount as the country writes it', { loanAmount: amount('1.250.000,5') }, { locale: 'de-DE' }, { loanAmount: { amount: '1250000.50' } }],
  ['no limit, and none of what is not touched', { loanAmount: { kind: 'UNLIMITED', typed: '' } }, {}, { loanAmount: { unlimited: true } }],
  ['null where nothing is set any more', { loanAmount: { kind: 'UNSET', typed: '' }, maxDiscretionBps: null }, {}, { loanAmount: null, maxDiscretionBps: null }],
  ['nothing while an amount is none', { loanAmount: amount('a lot'), maxDiscretionBps: 10 }, {}, null],
  ['only what counts in the view', { loanAmount: amount('5'), bridgeSecured: amount('7') }, { limitsView: 'EXPANDED' }, { bridgeSecured: { amount: '7.00' } }],
])('limits send %s', (_what, limits, part, want) => expect(changeOf('limits', { ...noWish, limits }, { ...cad, ...part })).toEqual(want));

test.each<[string, ListsWish, unknown]>([
  ['ids of what was picked', { products: [{ id: 'prd_1', name: 'Five years' }], brokers: [] }, { productIds: ['prd_1'], brokerIds: [] }],
  ['an empty list, which restricts nothing', { locations: [] }, { locations: [] }],
  ['several lists', { languages: ['fr'], propertyTypes: ['CONDO'] }, { languages: ['fr'], propertyTypes: ['CONDO'] }],
])('preferences send %s', (_what, lists, want) => expect(changeOf('preferences', { ...noWish, lists }, cad)).toEqual(want));

test.each([
  [['user.manage'], 'activate deactivate manager auto preferences mfa'],
  [['limits.manage'], ''],
  [['role.assign'], ''],
  [['user.manage', 'role.assign'], 'activate deactivate manager roles auto preferences mfa'],
  [['user.manage', 'limits.manage'], 'activate deactivate manager auto preferences capacity limits mfa'],
])('with %j one may %s', (permissions, want) => expect(bulkKinds.filter((kind) => mayBulk(kind, new Set(permissions))).join(' ')).toBe(want));

import { expect, test } from 'vitest';
import { changedNames, readSettings, showSettings, triedSettings, type Settings } from './settings';

const settings: Settings = {
  ...{ __typename: 'CompanySettings', id: 'set_1', version: 3, name: 'Acme', kind: 'LENDER', zone: 'America/Toronto', currency: 'CAD', language: 'en' },
  ...{ autoAssign: true, leaverDeals: 'KEEP', overLimitFallback: false, capacityRelease: 'TERMINAL', limitsView: 'CONDENSED', sso: false },
  ...{ inactivityDays: null, companyPhone: '', autoRemoveDelegates: true, dualApprovalAbove: null, limitsDualControl: false, systemName: 'System', warnings: [] },
};
const present = showSettings(settings, 'en-CA');

test('only what differs is sent', () => {
  const typed = { ...present, autoAssign: false, inactivityDays: 90 };
  expect(changedNames(present, typed)).toEqual(['autoAssign', 'inactivityDays']);
  expect(readSettings(present, typed, 'en-CA')).toEqual({ autoAssign: false, inactivityDays: 90 });
  expect(readSettings(present, present, 'en-CA')).toEqual({});
});

test('an amount is read in the locale, and a wrong one holds the save up', () => {
  const above = (typed: string) => ({ ...present, dualApprovalAbove: { kind: 'AMOUNT' as const, typed } });
  expect(readSettings(present, above('750 000'), 'fr-CA')).toEqual({ dualApprovalAbove: '750000.00' });
  expect(readSettings(present, above('much'), 'en-CA')).toBeNull();
});

test('what a switch off says is told from what is not changed', () => {
  const on = showSettings({ ...settings, dualApprovalAbove: { __typename: 'Money', amount: '500000.00', currency: 'CAD' } }, 'en-CA');
  const off = { ...on, dualApprovalAbove: { kind: 'UNSET' as const, typed: '' } };
  expect(readSettings(on, off, 'en-CA')).toEqual({ dualApprovalAbove: null });
  expect(triedSettings({ dualApprovalAbove: null, sso: true })).toEqual([{ settings: { dualApprovalAbove: null } }]);
  expect(triedSettings({ sso: true })).toEqual([]);
});

test('with another currency the amount goes out anew, in its decimals', () => {
  const on = showSettings({ ...settings, dualApprovalAbove: { __typename: 'Money', amount: '500000.00', currency: 'CAD' } }, 'en-CA');
  const inYen = (typed: string) => ({ ...on, currency: 'JPY', dualApprovalAbove: { kind: 'AMOUNT' as const, typed } });
  expect(readSettings(on, { ...on, currency: 'USD' }, 'en-CA')).toEqual({ currency: 'USD', dualApprovalAbove: '500000.00' });
  expect(readSettings(on, inYen('50,000,000'), 'en-CA')).toEqual({ currency: 'JPY', dualApprovalAbove: '50000000' });
  expect(readSettings(on, inYen('50,000,000.50'), 'en-CA')).toBeNull();
  expect(changedNames(on, inYen('500,000'))).toEqual(['currency', 'dualApprovalAbove']);
  expect(readSettings(on, { ...inYen(''), dualApprovalAbove: { kind: 'UNSET', typed: '500,000' } }, 'en-CA')).toEqual({ currency: 'JPY', dualApprovalAbove: null });
  expect(readSettings(present, { ...present, currency: 'JPY' }, 'en-CA')).toEqual({ currency: 'JPY' });
});

test('what a zone, a currency and a lock of unused accounts do at once is tried before it is saved', () => {
  const change = { zone: 'Europe/Berlin', currency: 'EUR', inactivityDays: 30, autoAssign: false };
  expect(triedSettings({ ...change, companyPhone: '' })).toEqual([{ settings: change }]);
  expect(triedSettings({ inactivityDays: null })).toEqual([{ settings: { inactivityDays: null } }]);
});

test('whether delegates leave is tried with the zone that ends absences, and is none of now by itself', () => {
  const change = { zone: 'Europe/Berlin', autoRemoveDelegates: false };
  expect(triedSettings(change)).toEqual([{ settings: change }]);
  expect(triedSettings({ autoRemoveDelegates: false })).toEqual([]);
  expect(triedSettings({ autoRemoveDelegates: false, currency: 'EUR' })).toEqual([{ settings: { currency: 'EUR' } }]);
});

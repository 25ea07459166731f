import type { UserDetails } from '../services/user';

const none = { kind: 'UNSET' } as const;
const unset = { loanAmount: none, mortgageSecured: none, nonMortgageSecured: none, bridgeSecured: none, totalConnection: none };

/** A person with the fields that a test cares about. */
export function person(part: Partial<UserDetails> = {}): UserDetails {
  return {
    id: 'usr_1',
    version: 7,
    name: 'Ann Roy',
    firstName: 'Ann',
    lastName: 'Roy',
    email: 'ann@acme.test',
    userName: 'ann@acme.test',
    phone: '',
    title: '',
    locale: '',
    phoneForInsurers: '',
    absent: false,
    mfaRequired: false,
    mfaMethod: 'NONE',
    verified: true,
    documentAccount: false,
    breakGlass: false,
    warnings: [],
    pending: [],
    blockedUntil: null,
    autoAssign: true,
    preferencesVersion: 0,
    createdAt: '2026-01-05T14:00:00Z',
    active: true,
    inactiveReasons: [],
    source: 'LOCAL',
    lastSignIn: null,
    manager: null,
    roles: [],
    reports: [],
    load: 0,
    preferences: { version: 0, autoAssign: true, locations: [], languages: [], propertyTypes: [], products: [], brokers: [] },
    limits: { version: 3, maxCapacity: 20, maxDiscretionBps: 25, ...unset },
    can: () => ({ allowed: true, reason: null }),
    ...part,
  };
}

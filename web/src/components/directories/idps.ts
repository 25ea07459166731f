/** The IdPs that the page knows step by step, and any other. */
export const idps = ['okta', 'entra', 'other'] as const;
export type Idp = (typeof idps)[number];

/** What each IdP calls the base address and the token. */
export const fieldsOf = {
  okta: { address: 'SCIM connector base URL', token: 'Authorization' },
  entra: { address: 'Tenant URL', token: 'Secret Token' },
  other: { address: 'SCIM base URL', token: 'Bearer token' },
} as const satisfies Record<Idp, { address: string; token: string }>;

/** Values besides address and token that are pasted or chosen at the IdP, in its own words. */
export const settingsOf = {
  okta: [
    ['Unique identifier field for users', 'userName'],
    ['Authentication Mode', 'HTTP Header'],
  ],
  entra: [['Provisioning Mode', 'Automatic']],
  other: [['Authentication', 'OAuth Bearer Token']],
} as const satisfies Record<Idp, readonly (readonly [string, string])[]>;

/** Names of IdPs, the same in every language. */
export const idpNames = { okta: 'Okta', entra: 'Microsoft Entra ID', other: null } as const satisfies Record<Idp, string | null>;

const dialects: Record<string, string> = {
  OKTA: 'Okta',
  ENTRA: 'Microsoft Entra ID',
  ONELOGIN: 'OneLogin',
  GOOGLE: 'Google',
  JUMPCLOUD: 'JumpCloud',
  AUTHENTIK: 'authentik',
  PING: 'Ping Identity',
};

/** Whose manner a request has; one that is not known here stays as it is. */
export const dialectName = (dialect: string): string => dialects[dialect] ?? dialect;

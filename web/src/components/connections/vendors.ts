import type { Vendor } from '../../services/connections';

/** The IdPs that the page knows step by step, and any other. */
export const vendors = ['OKTA', 'ENTRA', 'GOOGLE', 'JUMPCLOUD', 'KEYCLOAK', 'GENERIC'] as const satisfies readonly Vendor[];

/** Names of IdPs, the same in every language. */
export const vendorNames: Record<Vendor, string | null> = {
  OKTA: 'Okta',
  ENTRA: 'Microsoft Entra ID',
  GOOGLE: 'Google Workspace',
  JUMPCLOUD: 'JumpCloud',
  KEYCLOAK: 'Keycloak',
  GENERIC: null,
};

export const kinds = ['SAML', 'OIDC'] as const;
export type Kind = (typeof kinds)[number];

/** Names of the protocols, the same in every language. */
export const kindNames: Record<Kind, string> = { SAML: 'SAML 2.0', OIDC: 'OpenID Connect' };

/** What an issuer of this IdP looks like. */
export const issuerExamples: Record<Vendor, string> = {
  OKTA: 'https://example.okta.com',
  ENTRA: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0',
  GOOGLE: 'https://accounts.google.com',
  JUMPCLOUD: 'https://oauth.id.jumpcloud.com/',
  KEYCLOAK: 'https://idp.example.com/realms/example',
  GENERIC: 'https://idp.example.com',
};

export const tokenAuthMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const;

const signs: readonly (readonly [RegExp, Vendor])[] = [
  [/\.okta(preview|-emea)?\.com|okta\.com\/exk/, 'OKTA'],
  [/login\.microsoftonline\.|sts\.windows\.net/, 'ENTRA'],
  [/accounts\.google\.com/, 'GOOGLE'],
  [/jumpcloud/i, 'JUMPCLOUD'],
  [/\/realms\//, 'KEYCLOAK'],
];

/** Whose an issuer or entity ID is, by how it looks; another's when it says nothing. */
export const vendorOf = (address: string): Vendor => signs.find(([sign]) => sign.test(address))?.[1] ?? 'GENERIC';

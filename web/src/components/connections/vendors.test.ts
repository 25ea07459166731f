import { expect, test } from 'vitest';
import { vendorOf } from './vendors';

test.each([
  ['https://northlake.okta.com', 'OKTA'],
  ['http://www.okta.com/exk1fxb7', 'OKTA'],
  ['https://login.microsoftonline.com/2f0/v2.0', 'ENTRA'],
  ['https://sts.windows.net/2f0/', 'ENTRA'],
  ['https://accounts.google.com', 'GOOGLE'],
  ['https://accounts.google.com/o/saml2?idpid=C0', 'GOOGLE'],
  ['https://oauth.id.jumpcloud.com/', 'JUMPCLOUD'],
  ['https://idp.test/realms/lender', 'KEYCLOAK'],
  ['https://idp.test', 'GENERIC'],
  ['', 'GENERIC'],
])('%s is of %s', (address, vendor) => {
  expect(vendorOf(address)).toBe(vendor);
});

import type { Application, AuthMethod } from '../../services/applications';
import { isRedirect, linesOf } from '../../services/applications';

/** An application as its form holds it: addresses as lines. */
export interface Fields {
  name: string;
  authMethod: AuthMethod;
  jwks: string;
  redirectUris: string;
  postLogoutRedirectUris: string;
  backchannelLogoutUri: string;
  scopes: string[];
  mayIntrospect: boolean;
}

export const blank: Fields = {
  name: '',
  authMethod: 'CLIENT_SECRET_BASIC',
  jwks: '',
  redirectUris: '',
  postLogoutRedirectUris: '',
  backchannelLogoutUri: '',
  scopes: ['profile', 'email'],
  mayIntrospect: false,
};

export function fieldsOf({ name, authMethod, jwks, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, scopes, mayIntrospect }: Application): Fields {
  return { name, authMethod, jwks, backchannelLogoutUri, scopes, mayIntrospect, redirectUris: redirectUris.join('\n'), postLogoutRedirectUris: postLogoutRedirectUris.join('\n') };
}

/** What is sent of a form. */
export function sentOf({ name, authMethod, jwks, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, scopes, mayIntrospect }: Fields) {
  return {
    name: name.trim(),
    redirectUris: linesOf(redirectUris),
    postLogoutRedirectUris: linesOf(postLogoutRedirectUris),
    backchannelLogoutUri: backchannelLogoutUri.trim(),
    scopes,
    mayIntrospect,
    ...(authMethod === 'PRIVATE_KEY_JWT' ? { jwks } : {}),
  };
}

/** Addresses that codes may not be sent to. */
export const badRedirects = (text: string): string[] => linesOf(text).filter((address) => !isRedirect(address));

export const complete = ({ name, redirectUris, authMethod, jwks }: Fields): boolean =>
  name.trim() !== '' && linesOf(redirectUris).length > 0 && badRedirects(redirectUris).length === 0 && (authMethod !== 'PRIVATE_KEY_JWT' || jwks.trim() !== '');

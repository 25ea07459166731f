import type { SsoVendor } from '../gql/graphql';

export type Vendor = SsoVendor;

export const tabs = ['setup', 'test', 'domains', 'certificates', 'settings'] as const;
export type Tab = (typeof tabs)[number];

const vendors: readonly Vendor[] = ['OKTA', 'ENTRA', 'GOOGLE', 'JUMPCLOUD', 'KEYCLOAK', 'GENERIC'];

/** What the address of one connection's page holds. */
export interface ConnectionSearch {
  tab?: Exclude<Tab, 'setup'>;
  vendor?: Vendor;
  run?: string;
}

export function connectionSearch(raw: Record<string, unknown>): ConnectionSearch {
  const one = <Value extends string>(name: string, of: readonly Value[]) => of.find((value) => value === raw[name]);
  const run = raw['run'];
  return {
    tab: one('tab', ['test', 'domains', 'certificates', 'settings']),
    vendor: one('vendor', vendors),
    run: typeof run === 'string' && run ? run : undefined,
  };
}

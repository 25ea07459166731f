export const tabs = ['profile', 'signin', 'sessions', 'keys'] as const;
export type Tab = (typeof tabs)[number];

export interface MeSearch {
  tab?: Exclude<Tab, 'profile'>;
}

export function meSearch(raw: Record<string, unknown>): MeSearch {
  return { tab: (['signin', 'sessions', 'keys'] as const).find((value) => value === raw['tab']) };
}

import { useClient, useQuery } from 'urql';
import {
  CompanySettingsDocument,
  CompanySettingsUpdateDocument,
  SettingsHistoryDocument,
  type CompanySettingsUpdateInput,
  type SettingsFragment,
  type SettingsHistoryQuery,
  type WhatIfChangeInput,
} from '../gql/graphql';
import { lineOf, type HistoryLine } from './history';
import { readLimit, showLimit, type TypedLimit } from './limits';
import { useLoaded, type Loaded } from './loaded';
import { usePages, type Page, type Pages } from './pages';
import { outcomeOf, type Outcome } from './save';

export type Settings = SettingsFragment;

/** What can be changed, by part of the page. */
export const parts = {
  company: ['companyPhone', 'zone', 'language', 'currency', 'systemName'],
  assignment: ['autoAssign', 'overLimitFallback', 'capacityRelease', 'leaverDeals'],
  authority: ['limitsView', 'dualApprovalAbove', 'limitsDualControl'],
  accounts: ['sso', 'inactivityDays', 'autoRemoveDelegates'],
} as const;

export type PartName = keyof typeof parts;
export type SettingName = (typeof parts)[PartName][number];
export const settingNames: readonly SettingName[] = Object.values(parts).flat();

/** Settings in a form: the amount as it is typed, in the currency of the form. */
export type TypedSettings = Omit<Pick<Settings, SettingName>, 'dualApprovalAbove' | 'inactivityDays'> & {
  dualApprovalAbove: TypedLimit;
  inactivityDays: number | null;
};

export function showSettings(settings: Settings, locale: string): TypedSettings {
  const rest = Object.fromEntries(settingNames.map((name) => [name, settings[name]])) as Pick<Settings, SettingName>;
  const above = settings.dualApprovalAbove;
  const limit = above ? ({ kind: 'AMOUNT', money: above } as const) : ({ kind: 'UNSET' } as const);
  return { ...rest, inactivityDays: settings.inactivityDays ?? null, dualApprovalAbove: showLimit(limit, locale) };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** An amount is another one in another currency, whatever the number (AP-9): the API wants it anew. */
const otherCurrency = (present: TypedSettings, typed: TypedSettings): boolean =>
  present.currency !== typed.currency && typed.dualApprovalAbove.kind === 'AMOUNT';

/** The settings of which the form says something else. */
export const changedNames = (present: TypedSettings, typed: TypedSettings): SettingName[] =>
  settingNames.filter((name) => !same(present[name], typed[name]) || (name === 'dualApprovalAbove' && otherCurrency(present, typed)));

/** What the form changes, as the API takes it; null while a field holds nothing that can be sent. */
export function readSettings(present: TypedSettings, typed: TypedSettings, locale: string): Partial<CompanySettingsUpdateInput> | null {
  const above = readLimit(typed.dualApprovalAbove, typed.currency, locale);
  if (!above) return null;
  const values: Record<SettingName, unknown> = { ...typed, dualApprovalAbove: above.kind === 'AMOUNT' ? above.money.amount : null };
  return Object.fromEntries(changedNames(present, typed).map((name) => [name, values[name]]));
}

/** The settings that can change at once who acts, decides or gets what waits; no other one does by itself. */
const tried = [
  ...(['autoAssign', 'overLimitFallback', 'capacityRelease', 'limitsView', 'dualApprovalAbove'] as const),
  ...(['zone', 'currency', 'inactivityDays'] as const),
];

/**
 * A change of settings as far as it has effects on deals, queues and approvers to try (HI-4). Whether delegates
 * leave a deal is asked where a zone ends an absence (OO-6): with a zone it is tried too.
 */
export function triedSettings(change: Partial<CompanySettingsUpdateInput>): WhatIfChangeInput[] {
  const names = change.zone === undefined ? tried : ([...tried, 'autoRemoveDelegates'] as const);
  const settings = Object.fromEntries(names.filter((name) => change[name] !== undefined).map((name) => [name, change[name]]));
  return Object.keys(settings).length > 0 ? [{ settings }] : [];
}

export function useSettings(): Loaded<Settings> {
  const [{ data, error, fetching }, again] = useQuery({ query: CompanySettingsDocument, requestPolicy: 'cache-and-network' });
  return useLoaded({
    key: 'settings',
    thing: data?.companySettings ?? null,
    ...{ error, answered: !fetching && data !== undefined },
    retry: () => again({ requestPolicy: 'network-only' }),
  });
}

export function useSaveSettings() {
  const client = useClient();
  return async (change: Partial<CompanySettingsUpdateInput>, expectedVersion: number): Promise<Outcome> => {
    const result = await client.mutation(CompanySettingsUpdateDocument, { input: { ...change, expectedVersion } });
    return outcomeOf(result, result.data?.companySettingsUpdate);
  };
}

const historyPage = ({ history }: SettingsHistoryQuery): Page<HistoryLine> => ({
  rows: history.nodes.map(lineOf),
  endCursor: history.pageInfo.endCursor ?? null,
  hasNextPage: history.pageInfo.hasNextPage,
});

export const useSettingsHistory = (): Pages<HistoryLine> => usePages(SettingsHistoryDocument, { first: 20 }, historyPage);

import { textIn } from './search';

export const tabs = ['log', 'groups', 'conflicts', 'credentials', 'streams', 'settings'] as const;
export type Tab = (typeof tabs)[number];

/** What the address of one directory's page holds. */
export interface DirectorySearch {
  tab?: Exclude<Tab, 'log'>;
  q?: string;
  outcome?: 'failed' | 'changed' | 'previewed';
  cause?: string;
  view?: 'table';
  span?: 'week' | 'month';
  event?: string;
}

export function directorySearch(raw: Record<string, unknown>): DirectorySearch {
  const one = <Value extends string>(name: string, of: readonly Value[]) => of.find((value) => value === raw[name]);
  return {
    tab: one('tab', ['groups', 'conflicts', 'credentials', 'streams', 'settings']),
    outcome: one('outcome', ['failed', 'changed', 'previewed']),
    view: one('view', ['table']),
    span: one('span', ['week', 'month']),
    ...{ q: textIn(raw['q']), cause: textIn(raw['cause']), event: textIn(raw['event']) },
  };
}

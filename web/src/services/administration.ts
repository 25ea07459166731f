// What the addresses of the pages for administrators hold. Every page is found by the
// router, so that these few lines come with the first page, and what they lead to later.
import type { ApiKeyKind, PendingChangeKind, ProductionBy } from '../gql/graphql';
import { isDate, type LocalDate } from './dates';
import { hiddenOf, type Hidden } from './hidden';
import { listSearch, type ListSearch } from './listSearch';

export const tabs = ['roles', 'catalogue', 'review'] as const;
export type Tab = (typeof tabs)[number];

/** What the address of the page holds. */
export interface RolesSearch extends ListSearch {
  tab?: Exclude<Tab, 'roles'>;
  permission?: string;
  /** Local date at whose end the review looks. */
  at?: string;
}

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

export function rolesSearch(raw: Record<string, unknown>): RolesSearch {
  const { tab, permission, at } = raw;
  return {
    tab: tab === 'catalogue' || tab === 'review' ? tab : undefined,
    ...listSearch(raw),
    ...{ permission: text(permission), at: text(at) },
  };
}

export const roleTabs = ['permissions', 'starting', 'people'] as const;
export type RoleTab = (typeof roleTabs)[number];

/** What the address of one role's page holds. */
export interface RoleSearch {
  tab?: Exclude<RoleTab, 'permissions'>;
  /** A new role begins as a copy of this one. */
  from?: string;
}

export function roleSearch({ tab, from }: Record<string, unknown>): RoleSearch {
  return { tab: tab === 'starting' || tab === 'people' ? tab : undefined, from: text(from) };
}

/** What the address of the page holds. */
export interface SettingsSearch {
  tab?: 'history';
}

export const settingsSearch = ({ tab }: Record<string, unknown>): SettingsSearch => ({ tab: tab === 'history' ? tab : undefined });

/** What the address of the page holds; left out: what waits, of both kinds. */
export interface ChangesSearch {
  state?: 'decided';
  kind?: PendingChangeKind;
}

export function changesSearch({ state, kind }: Record<string, unknown>): ChangesSearch {
  return { state: state === 'decided' ? state : undefined, kind: kind === 'LIMITS' || kind === 'ROLES' ? kind : undefined };
}

/** What the address of the page holds. */
export interface OrgSearch extends ListSearch {
  view?: 'table';
  /** Whose tree; left out: the whole company's. */
  root?: string;
  /** Ids of the people whose reports are shown. */
  open?: string[];
  /** Somebody who was looked for: the branches above are open. */
  at?: string;
}

export function orgSearch(raw: Record<string, unknown>): OrgSearch {
  const { view, root, open, at } = raw;
  const ids = Array.isArray(open) ? open.filter((id) => typeof id === 'string').slice(0, 60) : [];
  return {
    ...listSearch(raw),
    view: view === 'table' ? view : undefined,
    root: typeof root === 'string' && root ? root : undefined,
    open: ids.length > 0 ? ids : undefined,
    at: typeof at === 'string' && at.startsWith('usr_') ? at : undefined,
  };
}

export const groupings = ['PERSON', 'TEAM', 'PRODUCT', 'STATUS', 'PERIOD'] as const satisfies ProductionBy[];
export const figures = ['deals', 'amount', 'fundedDeals', 'fundedAmount', 'lostDeals'] as const;
export type Figure = (typeof figures)[number];
export type ProductionField = 'label' | Figure;

/** What the address of the page holds; left out: the last three months by person, largest amount first. */
export interface ProductionSearch {
  hide?: Hidden;
  from?: LocalDate;
  to?: LocalDate;
  by?: ProductionBy;
  sort?: ProductionField;
  asc?: true;
}

const dateOf = (value: unknown) => (typeof value === 'string' && isDate(value) ? value : undefined);

export function productionSearch({ from, to, by, sort, asc, hide }: Record<string, unknown>): ProductionSearch {
  return {
    hide: hiddenOf(hide),
    ...{ from: dateOf(from), to: dateOf(to) },
    by: groupings.find((one) => one === by),
    sort: (['label', ...figures] as const).find((one) => one === sort),
    asc: asc === true ? true : undefined,
  };
}

/** What the address of the page holds; left out: good keys of both kinds. */
export interface KeysSearch extends ListSearch {
  kind?: ApiKeyKind;
  state?: 'ended';
  /** A key is being made; with an id, in place of that one. */
  make?: string;
}

export function keysSearch(raw: Record<string, unknown>): KeysSearch {
  const { kind, state, make } = raw;
  return {
    ...listSearch(raw),
    kind: kind === 'SERVICE' || kind === 'PERSONAL' ? kind : undefined,
    state: state === 'ended' ? state : undefined,
    make: typeof make === 'string' && make ? make : undefined,
  };
}

import type { PropertyType } from '../../../gql/graphql';
import type { BulkChange } from '../../../services/bulk';
import { limitInput, limitNames, readLimit, type LimitName, type TypedLimit } from '../../../services/limits';
import type { Person } from '../../../services/person';
import type { Preferences } from '../../../services/preferences';
import type { Viewer } from '../../../services/viewer';

/** What can be done to several people at once. */
export const bulkKinds = ['activate', 'deactivate', 'manager', 'roles', 'auto', 'preferences', 'capacity', 'limits', 'mfa'] as const;
export type BulkKind = (typeof bulkKinds)[number];

const besides: Partial<Record<BulkKind, string>> = { roles: 'role.assign', capacity: 'limits.manage', limits: 'limits.manage' };

/** Whether a kind is for somebody with these permissions: every one takes user.manage, some another besides. */
export function mayBulk(kind: BulkKind, permissions: ReadonlySet<string>): boolean {
  const other = besides[kind];
  return permissions.has('user.manage') && (other === undefined || permissions.has(other));
}

/** Limits beside the capacity; what is left out stays as it is with each person. */
export type LimitsWish = { maxDiscretionBps?: number | null } & Partial<Record<LimitName, TypedLimit>>;

/** Lists that become exactly this; an empty one restricts nothing, and what is left out stays. */
export type ListsWish = Partial<Pick<Preferences, 'locations' | 'languages' | 'propertyTypes' | 'products' | 'brokers'>>;

/** What was chosen in the dialog; each kind reads its own part. */
export interface Wish {
  on: boolean;
  manager: Person | null;
  give: string[];
  take: string[];
  capacity: number | null;
  limits: LimitsWish;
  lists: ListsWish;
}

export const noWish: Wish = { on: true, manager: null, give: [], take: [], capacity: null, limits: {}, lists: {} };

/** How this person writes amounts, and which of them count in their company. */
export type Money = Pick<Viewer, 'currency' | 'limitsView'> & { locale: string };

/** The change that is sent, or null while something needed is missing. */
export function changeOf(kind: BulkKind, wish: Wish, money: Money): BulkChange | null {
  const { on, manager, give, take, capacity } = wish;
  switch (kind) {
    case 'activate':
    case 'deactivate':
      return { active: kind === 'activate' };
    case 'manager':
      return { managerId: manager?.id ?? null };
    case 'roles':
      return give.length + take.length > 0 ? { addRoleIds: give, removeRoleIds: take } : null;
    case 'auto':
      return { autoAssign: on };
    case 'mfa':
      return { mfaRequired: on };
    case 'capacity':
      return capacity === null ? null : { maxCapacity: capacity };
    case 'limits':
      return limitsChange(wish.limits, money);
    case 'preferences':
      return listsChange(wish.lists);
  }
}

function limitsChange(wish: LimitsWish, { currency, limitsView, locale }: Money): BulkChange | null {
  const change: BulkChange = {};
  if (wish.maxDiscretionBps !== undefined) change.maxDiscretionBps = wish.maxDiscretionBps;
  for (const name of limitNames(limitsView)) {
    const typed = wish[name];
    if (!typed) continue;
    const limit = readLimit(typed, currency, locale);
    if (!limit) return null;
    change[name] = limitInput(limit);
  }
  return sent(change);
}

function listsChange({ locations, languages, propertyTypes, products, brokers }: ListsWish): BulkChange | null {
  return sent({
    ...(locations && { locations }),
    ...(languages && { languages }),
    ...(propertyTypes && { propertyTypes: propertyTypes as PropertyType[] }),
    ...(products && { productIds: products.map(({ id }) => id) }),
    ...(brokers && { brokerIds: brokers.map(({ id }) => id) }),
  });
}

const sent = (change: BulkChange): BulkChange | null => (Object.keys(change).length > 0 ? change : null);

import type { BulkChange } from '../../../services/bulk';
import type { Person } from '../../../services/person';

/** What can be done to several people at once. */
export const bulkKinds = ['activate', 'deactivate', 'manager', 'roles', 'auto', 'capacity', 'mfa'] as const;
export type BulkKind = (typeof bulkKinds)[number];

/** The permission that each needs. */
export const needs: Record<BulkKind, string> = {
  ...{ activate: 'user.manage', deactivate: 'user.manage', manager: 'user.manage', auto: 'user.manage', mfa: 'user.manage' },
  ...{ roles: 'role.assign', capacity: 'limits.manage' },
};

/** What was chosen in the dialog; each kind reads its own part. */
export interface Wish {
  on: boolean;
  manager: Person | null;
  give: string[];
  take: string[];
  capacity: number | null;
}

export const noWish: Wish = { on: true, manager: null, give: [], take: [], capacity: null };

/** The change that is sent, or null while something needed is missing. */
export function changeOf(kind: BulkKind, { on, manager, give, take, capacity }: Wish): BulkChange | null {
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
  }
}

import type { TFunction } from 'i18next';
import type { Ability } from '../../services/ability';
import type { UserAction, UserRow } from '../../services/users';

/** What can be done to an account, in the order of the menu. */
export const acts = ['documentAccount', 'sendWelcome', 'mfa', 'verify', 'credential', 'unlock', 'block', 'status', 'delete'] as const;
export type Act = (typeof acts)[number];

/** Acts that ask before they are done. */
export type Asked = Extract<Act, 'credential' | 'block' | 'status' | 'delete'>;

/** The ability that an act needs; what the account is decides about those with two ways. */
export function abilityOf(act: Act, user: UserRow): UserAction {
  const needs: Record<Act, UserAction> = {
    documentAccount: 'documentAccount',
    sendWelcome: 'sendWelcome',
    mfa: 'mfa',
    verify: 'verify',
    credential: 'resetCredential',
    unlock: 'unlock',
    block: 'signInBlock',
    status: user.active ? 'deactivate' : 'activate',
    delete: 'delete',
  };
  return needs[act];
}

/** Acts whose name depends on how the account stands. */
export function nameOf(act: Act, user: UserRow) {
  if (act === 'mfa') return user.mfaRequired ? 'people.act.mfaOff' : 'people.act.mfaOn';
  if (act === 'block') return user.blockedUntil ? 'people.act.unblock' : 'people.act.block';
  if (act === 'status') return user.active ? 'people.act.deactivate' : 'people.act.activate';
  return `people.act.${act}` as const;
}

/** Whether an act may be done; an account that is not locked says so in its own words. */
export function abilityFor(act: Act, user: UserRow, t: TFunction<'console'>): Ability {
  const ability = user.can(abilityOf(act, user));
  const locked = user.inactiveReasons.includes('INACTIVITY');
  return act === 'unlock' && !ability.allowed && !locked ? { allowed: false, reason: t('people.act.notLocked') } : ability;
}

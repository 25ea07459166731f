import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../services/users';
import { Status } from '../Status';

/** The state of an account in a word: what keeps somebody from working comes first. */
export function statusText(user: UserRow, t: TFunction<'console'>): string {
  if (!user.active) return t('status.INACTIVE');
  if (user.blockedUntil && new Date(user.blockedUntil) > new Date()) return t('people.status.blocked');
  return user.absent ? t('people.status.away') : t('status.ACTIVE');
}

export function StatusCell({ user }: { user: UserRow }) {
  const { t } = useTranslation();
  const blocked = user.blockedUntil !== null && new Date(user.blockedUntil) > new Date();
  const tone = !user.active ? 'quiet' : blocked ? 'bad' : user.absent ? 'warn' : 'good';
  return <Status tone={tone}>{statusText(user, t)}</Status>;
}

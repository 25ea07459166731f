import { useTranslation } from 'react-i18next';
import type { AuthorityRow } from '../../services/authority';
import { Status } from '../Status';

/** Whether somebody was there: only who is active and present approves (AP-5). */
export function PresenceText({ row: { active, absent } }: { row: AuthorityRow }) {
  const { t } = useTranslation();
  if (!active) return <Status tone="quiet">{t('status.INACTIVE')}</Status>;
  return absent ? <Status tone="warn">{t('authority.away')}</Status> : <Status tone="good">{t('authority.present')}</Status>;
}

import { useTranslation } from 'react-i18next';
import type { Contact } from '../../services/customers';
import { useFormats } from '../../services/format';
import { Status } from '../Status';

/** Whether a contact may sign in, and since when they are invited (CO-5). */
export function AccessText({ contact: { platformAccess, invitedAt } }: { contact: Contact }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  if (!platformAccess) return <Status tone="quiet">{t('contacts.noAccess')}</Status>;
  return <Status tone="good">{invitedAt ? t('contacts.invitedOn', { day: day(invitedAt) }) : t('contacts.hasAccess')}</Status>;
}

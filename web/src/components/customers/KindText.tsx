import { useTranslation } from 'react-i18next';
import type { Contact } from '../../services/customers';

/** What a contact is: commercial, operational, both, or an employee (CO-2). */
export function KindText({ contact: { commercial, operational, primary } }: { contact: Contact }) {
  const { t } = useTranslation();
  if (!commercial && !operational) return t('contacts.employee');
  const kinds = [commercial && t(primary ? 'contacts.primaryCommercial' : 'contacts.commercial'), operational && t('contacts.operational')];
  return kinds.filter(Boolean).join(', ');
}

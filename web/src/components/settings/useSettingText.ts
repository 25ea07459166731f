import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import type { SettingName, TypedSettings } from '../../services/settings';

/** What a setting is, in words. */
export function useSettingText() {
  const { t } = useTranslation();
  const names = useNames();
  return (name: SettingName, settings: TypedSettings): string => {
    const value = settings[name];
    if (name === 'dualApprovalAbove') {
      const { kind, typed } = settings.dualApprovalAbove;
      return kind === 'AMOUNT' ? `${typed} ${settings.currency}` : t('settings.off');
    }
    if (typeof value === 'boolean') return t(value ? 'settings.on' : 'settings.off');
    if (name === 'language') return names.language(String(value));
    if (name === 'inactivityDays') return value === null ? t('settings.off') : t('settings.days', { count: Number(value) });
    if (name === 'capacityRelease' || name === 'leaverDeals' || name === 'limitsView') return t(`settings.value.${settings[name]}`);
    return String(value) || '–';
  };
}

import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import type { Trial } from '../../services/trial';

/** A change to try, in words. */
export function useTrialText(): (trial: Trial) => string {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  const names = useNames();
  const nameOf = { locations: names.province, languages: names.language, propertyTypes: names.propertyType };
  return (trial) => {
    switch (trial.kind) {
      case 'limit': {
        const { limit } = trial;
        const value = limit.kind === 'AMOUNT' ? money(limit.money) : t(`limits.kind.${limit.kind}`);
        return t('whatIf.told.limit', { name: trial.person.name, limit: t(`limits.${trial.name}`), value });
      }
      case 'capacity':
        return t('whatIf.told.capacity', { name: trial.person.name, value: trial.most === null ? t('limits.notSet') : number(trial.most) });
      case 'absence':
        if (!trial.delegate) return t('whatIf.told.back', { name: trial.person.name });
        return t('whatIf.told.away', { name: trial.person.name, delegate: trial.delegate.name });
      case 'switch':
        return t(trial.on ? 'whatIf.told.takes' : 'whatIf.told.takesNone', { name: trial.person.name });
      case 'preference': {
        const values = trial.values.length === 0 ? t('preferences.anything') : trial.values.map(nameOf[trial.name]).join(', ');
        return t('whatIf.told.preference', { name: trial.person.name, preference: t(`preferences.${trial.name}`), values });
      }
      case 'dualApprovalAbove':
        return trial.above ? t('whatIf.told.dual', { amount: money(trial.above) }) : t('whatIf.told.dualOff');
      case 'autoAssign':
      case 'overLimitFallback':
        return t('lists.pair', { label: t(`whatIf.kind.${trial.kind}`), value: t(trial.on ? 'whatIf.on' : 'whatIf.off') });
      case 'capacityRelease':
      case 'limitsView':
        return t('lists.pair', { label: t(`whatIf.kind.${trial.kind}`), value: t(`whatIf.value.${trial.value}`) });
    }
  };
}

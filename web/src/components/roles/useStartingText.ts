import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import { everyLimit, type TypedStarting } from '../../services/starting';

/** What new holders of a role start with, in a line; nothing where nothing is set. */
export function useStartingText(): (starting: TypedStarting) => string {
  const { t } = useTranslation();
  const names = useNames();
  return (starting) => {
    const { maxCapacity, maxDiscretionBps, autoAssign, locations, languages, propertyTypes } = starting;
    const limits = everyLimit.filter((name) => starting[name].kind !== 'UNSET').map((name) => `${t(`limits.${name}`)} ${starting[name].kind === 'AMOUNT' ? starting[name].typed : t('limits.kind.UNLIMITED')}`);
    return [
      maxCapacity !== null && `${t('limits.maxCapacity')} ${maxCapacity}`,
      maxDiscretionBps !== null && `${t('limits.maxDiscretion')} ${maxDiscretionBps}`,
      ...limits,
      autoAssign !== null && t('lists.pair', { label: t('preferences.autoAssign'), value: t(autoAssign ? 'people.yes' : 'people.no') }),
      ...[locations.map(names.province), languages.map(names.language), propertyTypes.map(names.propertyType)].map((list) => list.join(', ')),
    ]
      .filter(Boolean)
      .join(' · ');
  };
}

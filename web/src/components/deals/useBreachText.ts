import { useTranslation } from 'react-i18next';
import type { Breach } from '../../services/explanation';
import { useFormats } from '../../services/format';

/** A breach with the figures that were compared. */
export function useBreachText(): (breach: Breach) => string {
  const { t } = useTranslation();
  const { money, percent } = useFormats();
  return ({ code, compared }) => {
    const name = t(`deal.breach.${code}`);
    if (compared.kind === 'none') return name;
    const [value, limit] =
      compared.kind === 'rate'
        ? [percent(compared.valueBps), percent(compared.limitBps ?? 0)]
        : [money(compared.value), compared.limit.kind === 'AMOUNT' ? money(compared.limit.money) : t('limits.notSet')];
    return t('lists.pair', { label: name, value: t('deal.breachCompared', { value, limit }) });
  };
}

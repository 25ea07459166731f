import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { funnelOf, tiebreakOf } from '../../services/funnel';

/** The decision in two or three sentences. */
export function useVerdict({ explanation, held, owner }: DealDetails): string {
  const { t } = useTranslation();
  if (!explanation) return owner ? t('why.neverDecided', { name: owner.name }) : t('why.notWaiting');
  const { mode, chosen, group, counts, order, live, switchedOff } = explanation;
  if (held) return t('why.held');
  if (switchedOff) return t('why.switchedOff');
  if (!chosen) return t('why.waiting');
  const { name } = chosen;
  if (mode === 'MANUAL') return t('why.manual', { name });
  if (mode === 'PICKUP') return t('why.pickup', { name });
  const ranked = order.filter(({ reason }) => reason !== 'LOWER_TIER');
  return [
    live ? t('why.wouldChoose', { name }) : t('why.chosen', { name }),
    group ? t(`why.group.${group}`) : '',
    t(`why.tiebreak.${tiebreakOf(ranked)}`, { people: funnelOf(counts).order }),
  ]
    .filter(Boolean)
    .join(' ');
}

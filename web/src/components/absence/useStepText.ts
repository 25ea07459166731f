import { useTranslation } from 'react-i18next';
import type { ChainStep } from '../../services/chain';
import { useFormats } from '../../services/format';

/** How a person of a chain stands, in a few words. */
export function useStepText(): (step: ChainStep) => string {
  const { t } = useTranslation();
  const { day } = useFormats();
  return ({ state, until }) => {
    if (state !== 'ABSENT' || !until) return t(`chain.state.${state}`);
    // An absence ends with the first instant of the day after (OO-2).
    return t('chain.absentUntil', { date: day(new Date(Date.parse(until) - 1).toISOString()) });
  };
}

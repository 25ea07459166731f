import { useTranslation } from 'react-i18next';
import type { ChainStep } from '../../services/chain';
import { useFormats } from '../../services/format';

/** What a person of a chain is at that moment, in a few words. */
export function useStepText(): (step: ChainStep) => string {
  const { t } = useTranslation();
  const { date } = useFormats();
  return ({ state, until }) => {
    if (state === 'present') return t('chain.state.present');
    if (state === 'inactive') return t('chain.state.inactive');
    return until ? t('chain.state.absentUntil', { date: date(until) }) : t('chain.state.absent');
  };
}

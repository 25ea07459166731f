import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { Queue } from '../../services/queues';

/** Until when somebody is away and who stands in, and for whom they stand in themselves. */
export function useStandIn(): (queue: Queue) => string {
  const { t } = useTranslation();
  const { date, people } = useFormats();
  const tell = ({ absent, until, standIn, standsInFor }: Queue) => {
    const told = [];
    if (absent) told.push(until ? t('queues.awayUntil', { date: date(until) }) : t('queues.isAway'));
    if (absent) told.push(standIn ? t('queues.standIn', { name: standIn.name }) : t('queues.nobodyStandsIn'));
    if (standsInFor.length > 0) told.push(t('queues.standsInFor', { names: people(standsInFor.map(({ name }) => name)) }));
    return told.join(' · ');
  };
  return useCallback(tell, [t, date, people]);
}

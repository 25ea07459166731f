import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import type { Breach } from '../../services/explanation';
import { useFormats } from '../../services/format';
import { Status } from '../Status';

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
    return `${name}: ${t('deal.breachCompared', { value, limit })}`;
  };
}

/** Whether the acting user may decide the deal alone; if not, by which figures (AP-1). */
export function BreachList({ deal }: { deal: DealDetails }) {
  const { t } = useTranslation();
  const textOf = useBreachText();
  if (!deal.acting) return null;
  if (!deal.blocked) {
    return (
      <Text component="p" size="sm" m={0}>
        <Status tone="good">{t('deal.within', { name: deal.acting.name })}</Status>
      </Text>
    );
  }
  return (
    <Alert color="orange" variant="outline" icon={<IconAlertTriangle size={18} />} title={t('deal.blocked', { name: deal.acting.name })}>
      {deal.breaches.map((breach) => (
        <div key={breach.code}>{textOf(breach)}</div>
      ))}
    </Alert>
  );
}

import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { Fact, Facts } from '../Facts';

/** What the deal is judged and matched by. */
export function DealFacts({ deal }: { deal: DealDetails }) {
  const { t } = useTranslation();
  const { money, percent, instant } = useFormats();
  const names = useNames();
  return (
    <Facts>
      <Fact label={t('deal.loanAmount')}>{money(deal.loanAmount)}</Fact>
      <Fact label={t('deal.existingRetail')}>{money(deal.existingRetail)}</Fact>
      <Fact label={t('deal.existingBusiness')}>{money(deal.existingBusiness)}</Fact>
      <Fact label={t('deal.discretion')}>{percent(deal.discretionBps)}</Fact>
      <Fact label={t('deal.location')}>{names.province(deal.location)}</Fact>
      <Fact label={t('deal.propertyType')}>{names.propertyType(deal.propertyType)}</Fact>
      <Fact label={t('deal.product')}>{deal.product}</Fact>
      <Fact label={t('deal.broker')}>{deal.broker}</Fact>
      <Fact label={t('deal.language')}>{names.language(deal.language)}</Fact>
      <Fact label={t('deal.submitted')}>{instant(deal.submittedAt)}</Fact>
    </Facts>
  );
}

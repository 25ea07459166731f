import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { useFormats } from '../../services/format';
import classes from './DealBody.module.css';
import { DealStatusText } from './DealStatusText';
import { OwnerText } from './OwnerText';
import { PersonLink } from '../PersonLink';

/** What one wants to know first: how much, where it stands, whose it is. */
export function DealSummary({ deal }: { deal: DealDetails }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  return (
    <>
      <dl className={classes.summary}>
        <div>
          <dt>{t('deal.loanAmount')}</dt>
          <dd>{money(deal.loanAmount)}</dd>
        </div>
        <div>
          <dt>{t('deal.status')}</dt>
          <dd>
            <DealStatusText status={deal.status} />
          </dd>
        </div>
        <div>
          <dt>{t('deal.owner')}</dt>
          <dd>{deal.owner ? <PersonLink {...deal.owner} /> : <OwnerText owner={null} />}</dd>
        </div>
      </dl>
      {deal.stalled && <Text size="sm">{t('deal.stalled')}</Text>}
      {deal.held && <Text size="sm">{t('deal.held')}</Text>}
    </>
  );
}

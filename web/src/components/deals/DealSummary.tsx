import { Text } from '@mantine/core';
import { IconHandStop, IconAlertTriangleFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { useFormats } from '../../services/format';
import { PersonLink } from '../PersonLink';
import classes from './DealBody.module.css';
import { DealStatusText } from './DealStatusText';
import { OwnerText } from './OwnerText';

/** What one wants to know first: how much, where it stands, whose it is, who acts. */
export function DealSummary({ deal }: { deal: DealDetails }) {
  const { t } = useTranslation();
  const { money } = useFormats();
  const { owner, acting } = deal;
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
          <dd>{owner ? <PersonLink {...owner} /> : <OwnerText owner={null} />}</dd>
        </div>
        {acting && acting.id !== owner?.id && (
          <div>
            <dt>{t('deal.acting')}</dt>
            <dd>
              <PersonLink {...acting} />
            </dd>
          </div>
        )}
      </dl>
      {deal.stalled && (
        <Text size="sm" className={classes.mark}>
          <IconAlertTriangleFilled size={15} aria-hidden />
          {t('deal.stalled')}
        </Text>
      )}
      {deal.held && (
        <Text size="sm" className={classes.mark}>
          <IconHandStop size={15} aria-hidden />
          {t('deal.held')}
        </Text>
      )}
    </>
  );
}

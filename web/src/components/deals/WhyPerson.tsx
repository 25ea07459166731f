import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { useFormats } from '../../services/format';
import { funnelOf } from '../../services/funnel';
import { Funnel } from './Funnel';
import { OrderTable } from './OrderTable';
import { Panel } from '../Panel';
import { PictureOrTable, type View } from '../PictureOrTable';
import { ReasonTable } from './ReasonTable';
import { useVerdict } from './useVerdict';

/** Why a deal has its owner, or why it has none: AS-14 as a sentence, a picture and tables. */
export function WhyPerson({ deal }: { deal: DealDetails }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const [view, setView] = useState<View>('picture');
  const verdict = useVerdict(deal);
  const { explanation } = deal;
  const { everybody, stages } = funnelOf(explanation?.counts ?? []);
  return (
    <Panel
      title={deal.owner ? t('why.title') : t('why.titleWaiting')}
      aside={everybody > 0 && <PictureOrTable view={view} onChange={setView} />}
    >
      <Text size="md" data-testid="verdict">
        {verdict}
      </Text>
      {explanation && (
        <Text size="xs" c="dimmed" mt={4} mb="md">
          {explanation.live ? t('why.judgedNow') : t('why.decidedAt', { instant: instant(explanation.at) })}
        </Text>
      )}
      {explanation && everybody > 0 && view === 'picture' && <Funnel everybody={everybody} stages={stages} chosen={explanation.chosen?.name ?? null} />}
      {explanation && everybody > 0 && view === 'table' && <ReasonTable counts={explanation.counts} />}
      {explanation && explanation.order.length > 0 && <OrderTable order={explanation.order} />}
    </Panel>
  );
}

import { Skeleton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WhatIfChangeInput } from '../../gql/graphql';
import { useViewer } from '../../services/viewerContext';
import { useWhatIf } from '../../services/whatIf';
import { ProspectPanels } from '../authority/ProspectPanels';
import { TroubleNotice } from '../Notice';
import { Panel } from '../Panel';

/** Which deals, queues and approvers would differ, before anything is saved (HI-4). */
export function Effects({ changes }: { changes: WhatIfChangeInput[] }) {
  const { t } = useTranslation();
  const may = useViewer().permissions.has('pipeline.all');
  const { thing: prospect, trouble, judging, retry } = useWhatIf(may ? changes : none);
  if (changes.length === 0 || !may) {
    return (
      <Panel title={t('whatIf.result')}>
        <Text size="sm">{t(may ? 'settings.noEffects' : 'settings.effectsDenied')}</Text>
      </Panel>
    );
  }
  return (
    <div aria-live="polite" data-testid="effects">
      {trouble && <TroubleNotice trouble={trouble} onRetry={retry} />}
      {judging && !prospect && <Skeleton height={120} role="status" aria-label={t('whatIf.judging')} />}
      {prospect && <ProspectPanels prospect={prospect} />}
    </div>
  );
}

const none: WhatIfChangeInput[] = [];

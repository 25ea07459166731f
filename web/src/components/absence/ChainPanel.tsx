import { Alert, Skeleton, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Leave } from '../../services/absences';
import { useChain, type Chain } from '../../services/chain';
import { isDate, type LocalDate } from '../../services/dates';
import type { Loaded } from '../../services/loaded';
import { useViewer } from '../../services/viewerContext';
import { instantIn } from '../../services/zone';
import { TroubleNotice } from '../Notice';
import { Panel } from '../Panel';
import { PictureOrTable, type View } from '../PictureOrTable';
import { ChainPicture } from './ChainPicture';
import { ChainTable } from './ChainTable';
import type { Wanted } from './wanted';

interface Props {
  leave: Leave;
  today: LocalDate;
  /** What the form holds, once it differs from what is saved. */
  wanted: Wanted | null;
}

/** Who acts for somebody, from step to step: a picture with a table behind it, and a warning where nobody does. */
export function ChainPanel({ leave, today, wanted }: Props) {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('picture');
  const { thing: chain, trouble, retry } = useShownChain(leave, today, wanted);
  return (
    <Panel title={t('chain.title')} aside={chain && <PictureOrTable view={view} onChange={setView} />}>
      <Text size="xs" c="dimmed" mb="sm">
        {t(wanted ? 'chain.ifSaved' : leave.absence?.state === 'SCHEDULED' ? 'chain.onFirstDay' : 'chain.now')}
      </Text>
      {trouble && <TroubleNotice trouble={trouble} onRetry={retry} />}
      {!chain && !trouble && <Skeleton height={120} />}
      {chain && view === 'picture' && <ChainPicture chain={chain} />}
      {chain && view === 'table' && <ChainTable chain={chain} />}
      {chain && !chain.acting && (
        <Alert color="orange" variant="outline" icon={<IconAlertTriangle size={18} />} mt="sm" role="alert">
          {t(chain.circle ? 'chain.circle' : 'chain.nobody')}
        </Alert>
      )}
    </Panel>
  );
}

/** The chain of what is saved, or as if the one whom the form names were saved. */
function useShownChain(leave: Leave, today: LocalDate, wanted: Wanted | null): Loaded<Chain> {
  const { zone } = useViewer();
  const named = wanted?.delegate?.id ?? null;
  const planned = leave.absence?.state === 'SCHEDULED' ? leave.absence.startsAt : null;
  const begins = wanted && isDate(wanted.start) && wanted.start > today ? instantIn(zone, `${wanted.start}T00:00`) : null;
  return useChain({ userId: leave.id, at: wanted ? begins : planned, delegateId: named });
}

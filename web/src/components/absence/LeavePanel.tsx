import { Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Leave } from '../../services/absences';
import { dateIn } from '../../services/dates';
import { useViewer } from '../../services/viewerContext';
import { Columns } from '../PageBody';
import { Panel } from '../Panel';
import { useDraft } from '../useDraft';
import { ChainPanel } from './ChainPanel';
import { LeaveForm } from './LeaveForm';
import { wantedOf, type Wanted } from './wanted';

interface Props {
  leave: Leave;
  own: boolean;
  /** In a narrow place the chain stands below the form. */
  narrow?: boolean;
}

/** Somebody's leave, and beside it who acts for them: as it is, or as it would be once saved. */
export function LeavePanel({ leave, own, narrow = false }: Props) {
  const { t } = useTranslation();
  const { zone } = useViewer();
  const [today] = useState(() => dateIn(zone, new Date()));
  const draft = useDraft<Wanted>(wantedOf(leave, today), leave.absence?.version ?? 0);
  const Place = narrow ? Stack : Columns;
  return (
    <Place>
      <Panel title={own ? t('absence.own') : t('absence.of', { name: leave.name })}>
        <LeaveForm leave={leave} today={today} draft={draft} />
      </Panel>
      <ChainPanel leave={leave} today={today} wanted={draft.dirty ? draft.value : null} />
    </Place>
  );
}

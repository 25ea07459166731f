import { Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLeave } from '../../services/absences';
import { useViewer } from '../../services/viewerContext';
import { ReassignButton } from '../deals/reassign/ReassignButton';
import { TroubleNotice } from '../Notice';
import { Panel } from '../Panel';
import { LeavePanel } from './LeavePanel';

/** The leave of the person whose drawer is open. */
export function UserLeave({ id }: { id: string }) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const { thing: leave, trouble, retry } = useLeave(id);
  if (leave) {
    return (
      <Stack gap="md">
        <LeavePanel key={leave.id} leave={leave} own={leave.id === viewer.id} narrow />
        <Panel title={t('reassign.openDeals')} aside={<ReassignButton what={() => ({ from: { id: leave.id, name: leave.name } })} />}>
          <Text size="sm" c="dimmed">
            {t('reassign.openDealsHint')}
          </Text>
        </Panel>
      </Stack>
    );
  }
  return trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : <Skeleton height={220} role="status" aria-label={t('absence.loading')} />;
}

import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLeave } from '../../services/absences';
import { useViewer } from '../../services/viewerContext';
import { TroubleNotice } from '../Notice';
import { LeavePanel } from './LeavePanel';

/** The leave of the person whose drawer is open. */
export function UserLeave({ id }: { id: string }) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const { thing: leave, trouble, retry } = useLeave(id);
  if (leave) return <LeavePanel key={leave.id} leave={leave} own={leave.id === viewer.id} narrow />;
  return trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : <Skeleton height={220} role="status" aria-label={t('absence.loading')} />;
}

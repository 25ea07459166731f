import { Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CalendarPanel } from '../components/absence/CalendarPanel';
import { LeavePanel } from '../components/absence/LeavePanel';
import { WhoseLeave } from '../components/absence/WhoseLeave';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { useLeave, type AbsenceSearch } from '../services/absences';
import { useOnReturn } from '../services/onReturn';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/out-of-office');

/** Leave of the viewer or of somebody else, who stands in, and who is away that month. */
export function AbsencePage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const userId = search.user ?? viewer.id;
  const { thing: leave, trouble, retry } = useLeave(userId);
  useOnReturn(retry);
  const change = (part: Partial<AbsenceSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const choose = (id: string | undefined) => change({ user: id === viewer.id ? undefined : id });
  return (
    <>
      <PageHead title={t('absence.title')}>
        <WhoseLeave person={leave} own={userId === viewer.id} onChoose={choose} />
      </PageHead>
      <PageBody>
        {leave ? (
          <LeavePanel key={leave.id} leave={leave} own={leave.id === viewer.id} />
        ) : trouble ? (
          <TroubleNotice trouble={trouble} onRetry={retry} />
        ) : (
          <Skeleton height={260} role="status" aria-label={t('absence.loading')} />
        )}
        <CalendarPanel search={search} onChange={change} onPick={choose} />
      </PageBody>
    </>
  );
}

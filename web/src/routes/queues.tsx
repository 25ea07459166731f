import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyNotice, TroubleNotice } from '../components/Notice';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { QueueBars } from '../components/queues/QueueBars';
import { QueueFilters } from '../components/queues/QueueFilters';
import { QueueSummary } from '../components/queues/QueueSummary';
import { QueueTable } from '../components/queues/QueueTable';
import { useFormats } from '../services/format';
import { useOnReturn } from '../services/onReturn';
import type { Person } from '../services/person';
import { narrowedQueues, orderedQueues, totalsOf, useQueues, type QueuesSearch } from '../services/queues';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const ReassignDialog = lazy(() => import('../components/deals/reassign/ReassignDialog').then(({ ReassignDialog }) => ({ default: ReassignDialog })));

const route = getRouteApi('/queues');

/** Load against capacity, person by person; who is away and who stands in. Deals of a person are moved from here. */
export function QueuesPage() {
  const { t } = useTranslation();
  const { locale } = useFormats();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  // Kept above the rows, which change places while deals move.
  const [asked, setAsked] = useState<Person | null>(null);
  const { thing: queues, trouble, retry } = useQueues(search.q, search.team);
  useOnReturn(retry);
  const change = (part: Partial<QueuesSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const shown = narrowedQueues(queues ?? [], search);
  if (!mayOpen(viewer, 'queues')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <PageHead title={t('queues.title')} count={queues ? shown.length : undefined}>
        <QueueFilters search={search} onChange={change} />
      </PageHead>
      {trouble ? (
        <TroubleNotice trouble={trouble} onRetry={retry} />
      ) : !queues ? (
        <ListSkeleton />
      ) : (
        <PageBody>
          <QueueSummary totals={totalsOf(queues)} />
          {shown.length === 0 ? (
            <EmptyNotice title={t('queues.empty')} searching={queues.length > 0 || search.team !== undefined} onClear={() => change({ q: undefined, only: undefined, team: undefined })} />
          ) : search.view ? (
            <QueueTable queues={shown} search={search} onChange={change} onReassign={setAsked} />
          ) : (
            <QueueBars queues={orderedQueues(shown, search, locale)} onReassign={setAsked} />
          )}
        </PageBody>
      )}
      <Suspense fallback={null}>{asked && <ReassignDialog what={{ from: asked }} onClose={() => setAsked(null)} />}</Suspense>
    </>
  );
}

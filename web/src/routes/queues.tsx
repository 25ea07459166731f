import { Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyNotice, TroubleNotice } from '../components/Notice';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { SearchField } from '../components/lists/SearchField';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { PictureOrTable } from '../components/PictureOrTable';
import { QueueBars } from '../components/queues/QueueBars';
import { QueueSummary } from '../components/queues/QueueSummary';
import { QueueTable } from '../components/queues/QueueTable';
import { useOnReturn } from '../services/onReturn';
import { narrowedQueues, queueKinds, totalsOf, useQueues, type QueuesSearch } from '../services/queues';

const route = getRouteApi('/queues');

/** Load against capacity, person by person; who is away and who stands in. */
export function QueuesPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { thing: queues, trouble, retry } = useQueues();
  useOnReturn(retry);
  const change = (part: Partial<QueuesSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const shown = narrowedQueues(queues ?? [], search);
  return (
    <>
      <PageHead title={t('queues.title')} count={queues ? shown.length : undefined}>
        <SearchField label={t('queues.search')} value={search.q ?? ''} onChange={(q) => change({ q: q || undefined })} />
        <Select
          aria-label={t('queues.only')}
          placeholder={t('queues.everybody')}
          data={queueKinds.map((value) => ({ value, label: t(`queues.kind.${value}`) }))}
          value={search.only ?? null}
          onChange={(only) => change({ only: (only as QueuesSearch['only']) ?? undefined })}
          clearable
          w={160}
        />
        <PictureOrTable view={search.view ?? 'picture'} onChange={(view) => change({ view: view === 'table' ? view : undefined })} />
      </PageHead>
      {trouble ? (
        <TroubleNotice trouble={trouble} onRetry={retry} />
      ) : !queues ? (
        <ListSkeleton />
      ) : (
        <PageBody>
          <QueueSummary totals={totalsOf(queues)} />
          {shown.length > 0 ? (
            search.view ? <QueueTable queues={shown} search={search} onChange={change} /> : <QueueBars queues={shown} />
          ) : (
            <EmptyNotice title={t('queues.empty')} searching={queues.length > 0} onClear={() => change({ q: undefined, only: undefined })} />
          )}
        </PageBody>
      )}
    </>
  );
}

import { getRouteApi, Outlet, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { JobCard } from '../components/jobs/JobCard';
import { jobColumns } from '../components/jobs/jobColumns';
import { JobFilters } from '../components/jobs/JobFilters';
import { DataTable } from '../components/lists/DataTable';
import { ListBody } from '../components/lists/ListBody';
import { SearchField } from '../components/lists/SearchField';
import { useListView } from '../components/lists/useListView';
import { PageHead } from '../components/PageHead';
import { useFormats } from '../services/format';
import { useJobs, type Job } from '../services/jobs';
import type { JobsSearch } from '../services/jobsSearch';
import { useOnReturn } from '../services/onReturn';

const route = getRouteApi('/jobs');
const order = { by: 'AT', desc: true };
const card = (job: Job) => <JobCard job={job} />;

/** Work that goes on by itself: imports, exports, changes to many. */
export function JobsPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const open = useParams({ strict: false }).jobId;
  const jobs = useJobs(search);
  useOnReturn(jobs.retry);
  const columns = useMemo(() => jobColumns(t, formats), [t, formats]);
  const narrow = (part: Partial<JobsSearch>) => void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true });
  const { tools, found, field: _, ...view } = useListView({ page: 'jobs', list: jobs, columns, search, onChange: narrow, order });
  return (
    <>
      <PageHead title={t('jobs.title')}>
        <JobFilters search={search} onChange={narrow} />
        <SearchField label={t('lists.search')} value={search.q ?? ''} onChange={(q) => narrow({ q: q || undefined })} />
        {tools}
      </PageHead>
      <ListBody
        list={found}
        empty={t('jobs.empty')}
        narrowed={Boolean(search.kind ?? search.state ?? search.mine ?? search.q)}
        onClear={() => narrow({ kind: undefined, state: undefined, mine: undefined, q: undefined })}
      >
        <DataTable
          label={t('jobs.title')}
          {...view}
          onOpen={(job) => void navigate({ to: '/jobs/$jobId', params: { jobId: job.id }, search: true })}
          openId={open}
          card={card}
        />
      </ListBody>
      <Outlet />
    </>
  );
}

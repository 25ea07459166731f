import { Button, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ApplicationCard } from '../components/applications/ApplicationCard';
import { applicationColumns } from '../components/applications/applicationColumns';
import { FrontDoor } from '../components/applications/FrontDoor';
import { DataTable } from '../components/lists/DataTable';
import { ListBody } from '../components/lists/ListBody';
import { useListView } from '../components/lists/useListView';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { Panel } from '../components/Panel';
import { useApplications } from '../services/applications';
import type { ListSearch } from '../services/listSearch';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/applications');

/** The programs that sign their users in through Mandate: the front door. */
export function ApplicationsPage() {
  const viewer = useViewer();
  return mayOpen(viewer, 'applications') ? <Page /> : <TroubleNotice trouble={{ kind: 'denied' }} alone />;
}

function Page() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const applications = useApplications();
  useOnReturn(applications.retry);
  const columns = useMemo(() => applicationColumns(t), [t]);
  const change = (part: ListSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const { tools, field, found, ...view } = useListView({
    ...{ page: 'applications', list: applications, columns, search, finds: true },
    onChange: change,
  });
  const way = { label: t('applications.new'), run: () => void navigate({ to: '/applications/new' }) };
  return (
    <>
      <PageHead title={t('applications.title')} count={applications.loading ? undefined : applications.rows.length}>
        {field}
        {tools}
        <Button component={Link} to="/applications/new" size="xs">
          {t('applications.new')}
        </Button>
      </PageHead>
      <ListBody list={found} empty={t('applications.empty')} narrowed={search.q !== undefined} onClear={() => change({ q: undefined })} way={way}>
        <DataTable
          {...view}
          snug
          label={t('applications.title')}
          onOpen={({ id }) => void navigate({ to: '/applications/$applicationId', params: { applicationId: id } })}
          card={(application) => <ApplicationCard application={application} />}
        />
      </ListBody>
      <PageBody>
        <Panel title={t('applications.door')}>
          <Text size="sm" mb="sm">
            {t('applications.doorText')}
          </Text>
          <FrontDoor application={null} />
        </Panel>
      </PageBody>
    </>
  );
}

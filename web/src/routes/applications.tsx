import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApplicationList } from '../components/applications/ApplicationList';
import { FrontDoor } from '../components/applications/FrontDoor';
import { ListBody } from '../components/lists/ListBody';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { Panel } from '../components/Panel';
import { useApplications } from '../services/applications';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

/** The programs that sign their users in through Mandate: the front door. */
export function ApplicationsPage() {
  const viewer = useViewer();
  return mayOpen(viewer, 'applications') ? <Page /> : <TroubleNotice trouble={{ kind: 'denied' }} alone />;
}

function Page() {
  const { t } = useTranslation();
  const applications = useApplications();
  useOnReturn(applications.retry);
  return (
    <>
      <PageHead title={t('applications.title')} count={applications.loading ? undefined : applications.rows.length}>
        <Button component={Link} to="/applications/new" size="xs">
          {t('applications.new')}
        </Button>
      </PageHead>
      <PageBody>
        <ListBody list={applications} empty={t('applications.empty')} narrowed={false} onClear={applications.retry}>
          <ApplicationList applications={applications.rows} />
        </ListBody>
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

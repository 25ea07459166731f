import { Text } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { ApplicationForm } from '../components/applications/ApplicationForm';
import { EndApplication } from '../components/applications/EndApplication';
import { FrontDoor } from '../components/applications/FrontDoor';
import { SecretPanel } from '../components/applications/SecretPanel';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { Panel } from '../components/Panel';
import { Status } from '../components/Status';
import { useApplication, type Application } from '../services/applications';
import { useOnReturn } from '../services/onReturn';

const route = getRouteApi('/applications/$applicationId');

/** One application of the front door. */
export function ApplicationPage() {
  const { t } = useTranslation();
  const { applicationId } = route.useParams();
  const { thing: application, trouble, retry } = useApplication(applicationId);
  useOnReturn(retry);
  return (
    <>
      <BackLink label={t('applications.title')} to="/applications" />
      <PageHead title={application?.name ?? t('applications.one')}>
        {application && (
          <Text size="sm" component="div">
            <Status tone={application.state === 'ACTIVE' ? 'good' : 'bad'}>{t(`applications.state.${application.state}`)}</Status>
          </Text>
        )}
      </PageHead>
      {trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : !application ? <ListSkeleton /> : <Body key={application.id} application={application} />}
    </>
  );
}

function Body({ application }: { application: Application }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <PageBody>
      <Panel title={t('applications.door')}>
        <FrontDoor application={application} />
      </Panel>
      <SecretPanel application={application} />
      <ApplicationForm application={application} />
      <EndApplication application={application} onRemoved={() => void navigate({ to: '/applications' })} />
    </PageBody>
  );
}

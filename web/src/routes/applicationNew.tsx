import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { RegisterForm } from '../components/applications/RegisterForm';
import { SecretGate } from '../components/directories/SecretGate';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { Panel } from '../components/Panel';
import type { Application } from '../services/applications';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

/** Registers an application; its secret is stored before anything else happens. */
export function ApplicationNewPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const navigate = useNavigate();
  const [made, setMade] = useState<{ application: Application; secret: string } | null>(null);
  const open = ({ id }: Application) => void navigate({ to: '/applications/$applicationId', params: { applicationId: id } });
  if (!mayOpen(viewer, 'applications')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <BackLink label={t('applications.title')} to="/applications" />
      <PageHead title={t('applications.new')} />
      <PageBody>
        {made ? (
          <SecretGate
            values={[
              { label: 'client_id', value: made.application.clientId },
              { label: 'client_secret', value: made.secret, secret: true },
            ]}
            text={t('applications.store')}
            onStored={() => open(made.application)}
          />
        ) : (
          <Panel title={t('applications.settings')}>
            <RegisterForm onMade={(application, secret) => (secret ? setMade({ application, secret }) : open(application))} />
          </Panel>
        )}
      </PageBody>
    </>
  );
}

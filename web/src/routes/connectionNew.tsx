import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { NewConnectionForm } from '../components/connections/NewConnectionForm';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { Panel } from '../components/Panel';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

/** The first step of a new sign-in connection; the others are on its own page. */
export function ConnectionNewPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const navigate = useNavigate();
  if (!mayOpen(viewer, 'connections')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <BackLink label={t('connections.title')} to="/connections" />
      <PageHead title={t('connections.new.title')} />
      <PageBody>
        <Panel title={t('connections.new.first')}>
          <NewConnectionForm onMade={(connectionId, vendor) => void navigate({ to: '/connections/$connectionId', params: { connectionId }, search: { vendor } })} />
        </Panel>
      </PageBody>
    </>
  );
}

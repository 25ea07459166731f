import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { ImportWizard } from '../components/people/files/ImportWizard';
import { useViewer } from '../services/viewerContext';

/** People from a file. */
export function UsersImportPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  if (!viewer.permissions.has('user.manage')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <BackLink label={t('users.title')} to="/users" />
      <PageHead title={t('people.import.title')} />
      <PageBody>
        <ImportWizard />
      </PageBody>
    </>
  );
}

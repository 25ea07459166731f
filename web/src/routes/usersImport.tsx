import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
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
      <PageHead title={t('people.import.title')}>
        <Button component={Link} to="/users" variant="subtle" size="xs">
          {t('users.title')}
        </Button>
      </PageHead>
      <PageBody>
        <ImportWizard />
      </PageBody>
    </>
  );
}

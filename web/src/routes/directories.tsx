import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DirectoryList } from '../components/directories/DirectoryList';
import { ListBody } from '../components/lists/ListBody';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { useDirectories } from '../services/directories';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

/** The IdPs that provision, and how each does. */
export function DirectoriesPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const directories = useDirectories();
  useOnReturn(directories.retry);
  if (!mayOpen(viewer, 'directories')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <PageHead title={t('directories.title')} count={directories.loading ? undefined : directories.rows.length}>
        <Button component={Link} to="/directories/connect" size="xs">
          {t('directories.connect.title')}
        </Button>
      </PageHead>
      <PageBody>
        <ListBody list={directories} empty={t('directories.empty')} narrowed={false} onClear={directories.retry}>
          <DirectoryList directories={directories.rows} />
        </ListBody>
      </PageBody>
    </>
  );
}

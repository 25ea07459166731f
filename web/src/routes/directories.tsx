import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DirectoryCard } from '../components/directories/DirectoryCard';
import { directoryColumns } from '../components/directories/directoryColumns';
import { DataTable } from '../components/lists/DataTable';
import { ListBody } from '../components/lists/ListBody';
import { useListView } from '../components/lists/useListView';
import { TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { useDirectories } from '../services/directories';
import { useFormats } from '../services/format';
import type { ListSearch } from '../services/listSearch';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/directories');

/** The IdPs that provision, and how each does. */
export function DirectoriesPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const formats = useFormats();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const directories = useDirectories();
  useOnReturn(directories.retry);
  const columns = useMemo(() => directoryColumns(t, formats), [t, formats]);
  const change = (part: ListSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const { tools, field, found, ...view } = useListView({
    ...{ page: 'directories', list: directories, columns, search, finds: true },
    onChange: change,
  });
  if (!mayOpen(viewer, 'directories')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <PageHead title={t('directories.title')} count={directories.loading ? undefined : directories.rows.length}>
        {field}
        {tools}
        <Button component={Link} to="/directories/connect" size="xs">
          {t('directories.connect.title')}
        </Button>
      </PageHead>
      <ListBody
        list={found}
        empty={t('directories.empty')}
        narrowed={search.q !== undefined}
        onClear={() => change({ q: undefined })}
        way={{ label: t('directories.connect.title'), run: () => void navigate({ to: '/directories/connect' }) }}
      >
        <DataTable
          {...view}
          label={t('directories.title')}
          onOpen={({ id }) => void navigate({ to: '/directories/$directoryId', params: { directoryId: id } })}
          card={(directory) => <DirectoryCard directory={directory} />}
        />
      </ListBody>
    </>
  );
}

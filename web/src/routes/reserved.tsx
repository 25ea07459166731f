import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { DataTable } from '../components/lists/DataTable';
import { ListBody } from '../components/lists/ListBody';
import { SearchField } from '../components/lists/SearchField';
import { useListView } from '../components/lists/useListView';
import { TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { ReleaseDialog } from '../components/people/ReleaseDialog';
import { ReservedCard } from '../components/people/reserved/ReservedCard';
import { reservedColumns } from '../components/people/reserved/reservedColumns';
import { useFormats } from '../services/format';
import type { ListSearch } from '../services/listSearch';
import { useReserved, useReservedTotal, type Reserved } from '../services/reserved';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/users/reserved');
const newestFirst = { by: 'SINCE', desc: true };

/** Addresses of people who were deleted, and the way to free one (LC-5). */
export function ReservedPage() {
  return useViewer().permissions.has('user.manage') ? <ReservedList /> : <TroubleNotice trouble={{ kind: 'denied' }} alone />;
}

function ReservedList() {
  const { t } = useTranslation();
  const formats = useFormats();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useReserved(search.q);
  const total = useReservedTotal(search.q);
  // Null: an address that is typed; its row may show none.
  const [asked, setAsked] = useState<{ email: string | null } | null>(null);
  const release = useCallback(({ email }: Reserved) => setAsked({ email: email ?? null }), []);
  const columns = useMemo(() => reservedColumns(t, formats, release), [t, formats, release]);
  const narrow = (part: Partial<ListSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const { tools, found, field: _, ...view } = useListView({ page: 'reserved', list, columns, search, onChange: narrow, order: newestFirst, total });
  return (
    <>
      <BackLink label={t('users.title')} to="/users" />
      <PageHead title={t('reserved.title')} count={total}>
        <SearchField label={t('reserved.search')} value={search.q ?? ''} onChange={(q) => narrow({ q: q || undefined })} />
        {tools}
        <Button variant="default" onClick={() => setAsked({ email: null })}>
          {t('reserved.releaseTyped')}
        </Button>
      </PageHead>
      <ListBody list={found} empty={t('reserved.empty')} narrowed={search.q !== undefined} onClear={() => narrow({ q: undefined })}>
        <DataTable {...view} label={t('reserved.title')} total={total} card={(row) => <ReservedCard row={row} onRelease={release} />} />
      </ListBody>
      {asked && <ReleaseDialog email={asked.email} onClose={() => setAsked(null)} />}
    </>
  );
}

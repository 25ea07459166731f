import { Button } from '@mantine/core';
import { getRouteApi, Outlet, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportDrawer } from '../components/history/ExportDrawer';
import { HistoryCard } from '../components/history/HistoryCard';
import { historyColumns } from '../components/history/historyColumns';
import { HistoryFilters } from '../components/history/HistoryFilters';
import { DataTable } from '../components/lists/DataTable';
import { ListBody } from '../components/lists/ListBody';
import { useListView } from '../components/lists/useListView';
import { SearchField } from '../components/lists/SearchField';
import { TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { useFormats } from '../services/format';
import { useHistory, type HistoryRow } from '../services/historyPage';
import { isNarrowed, whereOf, type HistorySearch } from '../services/historySearch';
import { useNames } from '../services/names';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/history');
const order = { by: 'AT', desc: true };
const everything: HistorySearch = { person: undefined, actions: undefined, kind: undefined, target: undefined, q: undefined, from: undefined, to: undefined };
const card = (entry: HistoryRow) => <HistoryCard entry={entry} />;

/** Who did what, when, and why. */
export function HistoryPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const formats = useFormats();
  const names = useNames();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const open = useParams({ strict: false }).entryId;
  const where = useMemo(() => whereOf(search, viewer.zone), [search, viewer.zone]);
  const entries = useHistory(where);
  useOnReturn(entries.retry);
  const columns = useMemo(() => historyColumns(t, formats, names), [t, formats, names]);
  const narrow = (part: Partial<HistorySearch>) => void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true });
  const { tools, ...view } = useListView({ page: 'history', list: entries, columns, search, onChange: narrow, order });
  if (!mayOpen(viewer, 'history')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <PageHead title={t('history.title')}>
        <SearchField label={t('history.search')} value={search.q ?? ''} onChange={(q) => narrow({ q: q || undefined })} />
        <Button variant="default" onClick={() => narrow({ export: true })}>
          {t('history.export')}
        </Button>
        {tools}
      </PageHead>
      <HistoryFilters search={search} onChange={narrow} />
      <ListBody list={entries} empty={t('history.empty')} narrowed={isNarrowed(search)} onClear={() => narrow(everything)}>
        <DataTable
          label={t('history.title')}
          {...view}
          onOpen={(entry) => void navigate({ to: '/history/$entryId', params: { entryId: entry.id }, search: true })}
          openId={open}
          card={card}
        />
      </ListBody>
      <Outlet />
      {search.export && <ExportDrawer where={where} narrowed={isNarrowed(search)} onClose={() => narrow({ export: undefined })} />}
    </>
  );
}

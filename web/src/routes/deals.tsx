import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../components/lists/DataTable';
import { DealCard } from '../components/deals/DealCard';
import { dealColumns } from '../components/deals/dealColumns';
import { DealFilters } from '../components/deals/DealFilters';
import { shownColumns } from '../components/lists/columnChoice';
import { ListTools } from '../components/lists/ListTools';
import { ListBody } from '../components/lists/ListBody';
import { useListFile } from '../components/lists/useListFile';
import { useChosenRows } from '../components/lists/useChosenRows';
import { useSelection } from '../components/lists/useSelection';
import { PageHead } from '../components/PageHead';
import { SearchField } from '../components/lists/SearchField';
import { dealSortOf, useDeals, useDealTotal, type DealRow, type DealsSearch } from '../services/deals';
import { useFormats } from '../services/format';
import { useNames } from '../services/names';
import { useViewer } from '../services/viewerContext';

// What a list shows at first needs none of these.
const BulkBar = lazy(() => import('../components/lists/BulkBar').then(({ BulkBar }) => ({ default: BulkBar })));
const ReassignButton = lazy(() => import('../components/deals/reassign/ReassignButton').then(({ ReassignButton }) => ({ default: ReassignButton })));

const route = getRouteApi('/deals');
const card = (deal: DealRow) => <DealCard deal={deal} />;

/** The list of deals; the address holds pipeline, search, filter and order. */
export function DealsPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useNames();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const deals = useDeals(search);
  const total = useDealTotal(search);
  const unassigned = search.pipeline === 'UNASSIGNED';
  const columns = useMemo(() => dealColumns(t, formats, names, unassigned), [t, formats, names, unassigned]);
  const shown = useMemo(() => shownColumns(columns, search.hide), [columns, search.hide]);
  const write = useListFile('deals', deals, shown);
  const selection = useSelection(JSON.stringify([search.pipeline, search.q, search.status, search.only, search.members]));
  const chosen = useChosenRows(selection.ids, deals.rows);
  const mayMove = useViewer().permissions.has('deal.assign');
  const narrow = (part: Partial<DealsSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const part = search.pipeline !== undefined && search.pipeline !== 'ALL';
  const everywhere = () => narrow({ pipeline: undefined, members: undefined });
  return (
    <>
      <PageHead title={t('deals.title')} count={total}>
        <SearchField label={t('deals.search')} value={search.q ?? ''} onChange={(q) => narrow({ q: q || undefined })} />
        <DealFilters search={search} onChange={narrow} />
        <ListTools page="deals" columns={columns} hidden={search.hide} onHide={(hide) => narrow({ hide })} onExport={write} />
      </PageHead>
      <Suspense fallback={null}>
        {selection.some && (
          <BulkBar selection={selection} total={total}>
            <ReassignButton size="compact-sm" what={() => ({ deals: chosen() })} onDone={selection.clear} />
          </BulkBar>
        )}
      </Suspense>
      <ListBody
        list={deals}
        empty={t(`deals.empty.${search.pipeline ?? 'ALL'}`)}
        narrowed={Boolean(search.q ?? search.status ?? search.only ?? search.members)}
        onClear={() => narrow({ q: undefined, status: undefined, only: undefined, members: undefined })}
        way={part ? { label: t('deals.seeAll'), run: everywhere } : undefined}
        wider={part ? { label: t('deals.searchAll'), run: everywhere } : undefined}
      >
        <DataTable
          label={t('deals.title')}
          columns={shown}
          rows={deals.rows}
          sort={dealSortOf(search)}
          onSort={({ by, desc }) => narrow({ sort: by, asc: desc ? undefined : true })}
          total={total}
          outdated={deals.outdated}
          onEnd={deals.more}
          onOpen={(deal) => void navigate({ to: '/deals/$dealId', params: { dealId: deal.id } })}
          selection={mayMove ? selection : undefined}
          nameOf={(deal) => deal.reference}
          card={card}
        />
      </ListBody>
    </>
  );
}

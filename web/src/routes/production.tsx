import { Alert, Button, Group, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnChooser } from '../components/lists/ColumnChooser';
import { shownColumns } from '../components/lists/columnChoice';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { SavedViews } from '../components/lists/SavedViews';
import { EmptyNotice, TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import classes from '../components/production/production.module.css';
import { productionColumns } from '../components/production/productionColumns';
import { ProductionTable } from '../components/production/ProductionTable';
import { RangeForm } from '../components/production/RangeForm';
import { type ProductionSearch, groupings } from '../services/administration';
import { saveFile } from '../services/csv';
import { dateIn } from '../services/dates';
import { useFormats } from '../services/format';
import { orderOf, rangeOf, useProduction, useProductionFile, type Production } from '../services/production';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/production');
const none: Production['rows'] = [];

/** Deals and amounts by person, team, product, status or month. */
export function ProductionPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const today = dateIn(viewer.zone, new Date());
  const range = rangeOf(search, today);
  const by = search.by ?? 'PERSON';
  const { thing: report, trouble, retry } = useProduction({ range, by });
  const formats = useFormats();
  const rows = report?.rows ?? none;
  const columns = useMemo(() => productionColumns(t, formats, by, rows), [t, formats, by, rows]);
  const shown = useMemo(() => shownColumns(columns, search.hide), [columns, search.hide]);
  const sort = useMemo(() => orderOf({ by: search.by, sort: search.sort, asc: search.asc }), [search.by, search.sort, search.asc]);
  const change = (part: Partial<ProductionSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  if (!mayOpen(viewer, 'production')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <PageHead title={t('production.title')}>
        <SegmentedControl
          aria-label={t('production.grouping')}
          data={groupings.map((value) => ({ value, label: t(`production.by.${value}`) }))}
          value={by}
          onChange={(value) => change({ by: groupings.find((one) => one === value), sort: undefined, asc: undefined })}
        />
        <SavedViews page="production" />
        <ColumnChooser columns={columns} hidden={search.hide} onChange={(hide) => change({ hide })} />
        <FileButton range={range} by={by} />
      </PageHead>
      <Group justify="space-between" gap="sm" px="md" pb="sm">
        <RangeForm {...range} today={today} onChange={change} />
        <Legend />
      </Group>
      {report && <OtherCurrency report={report} />}
      {trouble && <TroubleNotice trouble={trouble} onRetry={retry} />}
      {!report && !trouble && range.from <= range.to && <ListSkeleton />}
      {report?.rows.length === 0 && <EmptyNotice title={t('production.empty')} searching={false} onClear={retry} />}
      {report && report.rows.length > 0 && (
        <ProductionTable report={report} by={by} columns={shown} sort={sort} onSort={({ by: field, desc }) => change({ sort: field, asc: desc ? undefined : true })} />
      )}
    </>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <div className={classes.legend}>
      <span className={classes.key}>{t('production.column.amount')}</span>
      <span className={classes.key} data-funded>
        {t('production.column.fundedAmount')}
      </span>
    </div>
  );
}

function OtherCurrency({ report: { otherCurrency } }: { report: Production }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  if (otherCurrency === 0) return null;
  return (
    <Alert color="orange" variant="outline" mx="md" mb="sm">
      {t('production.otherCurrency', { count: otherCurrency, number: number(otherCurrency) })}
    </Alert>
  );
}

function FileButton(question: Parameters<typeof useProduction>[0]) {
  const { t } = useTranslation();
  const write = useProductionFile();
  const [state, setState] = useState<'ready' | 'writing' | 'failed'>('ready');
  const save = async () => {
    setState('writing');
    const csv = await write(question);
    if (csv !== null) saveFile(`production-${question.range.from}-${question.range.to}.csv`, csv);
    setState(csv === null ? 'failed' : 'ready');
  };
  return (
    <Button variant="default" leftSection={<IconDownload size={15} aria-hidden />} loading={state === 'writing'} onClick={() => void save()}>
      {t(state === 'failed' ? 'trouble.retry' : 'production.file')}
    </Button>
  );
}

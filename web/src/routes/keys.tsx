import { Button, SegmentedControl, Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyCard } from '../components/keys/KeyCard';
import { keyColumns } from '../components/keys/keyColumns';
import { MakeKey } from '../components/keys/MakeKey';
import { BulkBar } from '../components/lists/BulkBar';
import { BulkRun } from '../components/lists/BulkRun';
import { DataTable } from '../components/lists/DataTable';
import { ListBody } from '../components/lists/ListBody';
import { useListView } from '../components/lists/useListView';
import { useSelection } from '../components/lists/useSelection';
import { TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import type { KeysSearch } from '../services/administration';
import { useFormats } from '../services/format';
import { useKey, useKeyChanges, useKeys, type KeyRow } from '../services/keys';
import { useNames } from '../services/names';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/keys');

/** The keys by which programs come in: one's own, and for those who look after them the company's. */
export function KeysPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const formats = useFormats();
  const names = useNames();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const keys = useKeys(search);
  const before = useKey(search.make);
  const { revoke } = useKeyChanges();
  const selection = useSelection(`${search.kind ?? ''} ${search.state ?? ''}`);
  const change = useCallback((part: Partial<KeysSearch>) => void navigate({ search: (now) => ({ ...now, ...part }), replace: true }), [navigate]);
  const replace = useCallback(({ id }: KeyRow) => change({ make: id }), [change]);
  const columns = useMemo(() => keyColumns({ t, formats, names }, replace), [t, formats, names, replace]);
  const { tools, field, found, ...view } = useListView({ page: 'keys', list: keys, columns, search, onChange: change, finds: true });
  if (!mayOpen(viewer, 'keys')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  const known = search.make === 'new' || before !== null;
  const make = { label: t('apiKeys.create'), run: () => change({ make: 'new' }) };
  return (
    <>
      <PageHead title={t('apiKeys.title')}>
        <Select
          aria-label={t('apiKeys.kind')}
          placeholder={t('apiKeys.anyKind')}
          data={(['SERVICE', 'PERSONAL'] as const).map((value) => ({ value, label: t(`apiKeys.kinds.${value}`) }))}
          value={search.kind ?? null}
          onChange={(kind) => change({ kind: (kind as KeysSearch['kind']) ?? undefined })}
          clearable
          w={160}
        />
        <SegmentedControl
          aria-label={t('apiKeys.states')}
          data={(['good', 'ended'] as const).map((value) => ({ value, label: t(`apiKeys.state.${value}`) }))}
          value={search.state ?? 'good'}
          onChange={(state) => change({ state: state === 'ended' ? state : undefined })}
        />
        {field}
        {tools}
        <Button onClick={make.run}>{make.label}</Button>
      </PageHead>
      <BulkBar selection={selection} total={undefined}>
        <BulkRun selection={selection} label={t('apiKeys.revoke')} sure={t('apiKeys.revokeText')} run={revoke} />
      </BulkBar>
      <ListBody
        list={found}
        empty={t('apiKeys.empty')}
        narrowed={Boolean(search.kind ?? search.state ?? search.q)}
        onClear={() => change({ kind: undefined, state: undefined, q: undefined })}
        way={make}
      >
        <DataTable
          {...view}
          label={t('apiKeys.title')}
          selection={search.state ? undefined : selection}
          nameOf={({ name }) => name}
          card={(row) => <KeyCard row={row} onReplace={replace} />}
        />
      </ListBody>
      {search.make && known && <MakeKey key={search.make} before={before} onDone={() => change({ make: undefined })} />}
    </>
  );
}

import { Button, SegmentedControl, Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { KeyTable } from '../components/keys/KeyTable';
import { MakeKey } from '../components/keys/MakeKey';
import { ListBody } from '../components/lists/ListBody';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { MoreRows } from '../components/roles/MoreRows';
import type { KeysSearch } from '../services/administration';
import { useKey, useKeys } from '../services/keys';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/keys');

/** The keys by which programs come in: one's own, and for those who look after them the company's. */
export function KeysPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const keys = useKeys(search);
  const before = useKey(search.make);
  const change = (part: Partial<KeysSearch>) => void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  if (!mayOpen(viewer, 'keys')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  const known = search.make === 'new' || before !== null;
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
        <Button onClick={() => change({ make: 'new' })}>{t('apiKeys.create')}</Button>
      </PageHead>
      <PageBody>
        {search.make && known && <MakeKey key={search.make} before={before} onDone={() => change({ make: undefined })} />}
        <ListBody list={keys} empty={t('apiKeys.empty')} narrowed={Boolean(search.kind ?? search.state)} onClear={() => change({ kind: undefined, state: undefined })}>
          <KeyTable keys={keys.rows} onReplace={({ id }) => change({ make: id })} />
          <MoreRows list={keys} />
        </ListBody>
      </PageBody>
    </>
  );
}

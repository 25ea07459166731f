import { SegmentedControl, Select, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChangeList } from '../components/changes/ChangeList';
import { ListBody } from '../components/lists/ListBody';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { MoreRows } from '../components/roles/MoreRows';
import type { ChangesSearch } from '../services/administration';
import { useChanges, useChangeTotal } from '../services/changes';
import { useOnReturn } from '../services/onReturn';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/changes');
const kinds = ['LIMITS', 'ROLES'] as const;

/** Changes of limits and roles that wait for a second person, and what became of others. */
export function ChangesPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const changes = useChanges(search);
  const total = useChangeTotal(search);
  useOnReturn(changes.retry);
  const change = (part: Partial<ChangesSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  if (!mayOpen(viewer, 'changes')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <PageHead title={t('changes.title')} count={total}>
        <Select
          aria-label={t('changes.about')}
          placeholder={t('changes.any')}
          data={kinds.map((kind) => ({ value: kind, label: t(`changes.kind.${kind}`) }))}
          value={search.kind ?? null}
          onChange={(kind) => change({ kind: (kind as ChangesSearch['kind']) ?? undefined })}
          clearable
          w={160}
        />
        <SegmentedControl
          aria-label={t('changes.states')}
          data={(['waiting', 'decided'] as const).map((value) => ({ value, label: t(`changes.${value}`) }))}
          value={search.state ?? 'waiting'}
          onChange={(state) => change({ state: state === 'decided' ? state : undefined })}
        />
      </PageHead>
      <PageBody>
        <Text size="sm" c="dimmed">
          {t('changes.hint')}
        </Text>
        <ListBody list={changes} empty={t(search.state ? 'changes.noneDecided' : 'changes.none')} narrowed={Boolean(search.kind)} onClear={() => change({ kind: undefined })}>
          <ChangeList changes={changes.rows} />
          <MoreRows list={changes} />
        </ListBody>
      </PageBody>
    </>
  );
}

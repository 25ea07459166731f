import { SegmentedControl, Tooltip } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { MatrixView } from '../components/authority/MatrixView';
import { WhatIfView } from '../components/authority/WhatIfView';
import { WhoView } from '../components/authority/WhoView';
import { TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import type { AuthoritySearch } from '../services/authority';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/authority');

const needs = { matrix: 'report.view', who: 'deal.view', whatIf: 'pipeline.all' } as const;
type View = keyof typeof needs;

/** Who may decide how much: the matrix, who could approve then, and what a change would do. */
export function AuthorityPage() {
  const { t } = useTranslation();
  const { permissions } = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = (view: View) => permissions.has(needs[view]);
  const view: View = search.view ?? (may('matrix') ? 'matrix' : 'who');
  const change = (part: Partial<AuthoritySearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const tabs = (Object.keys(needs) as View[]).map((value) => ({
    value,
    disabled: !may(value),
    label: (
      <Tooltip label={t('authority.needs', { permission: needs[value] })} disabled={may(value)}>
        <span>{t(`authority.view.${value}`)}</span>
      </Tooltip>
    ),
  }));
  return (
    <>
      <PageHead title={t('authority.title')}>
        <SegmentedControl
          aria-label={t('authority.views')}
          data={tabs}
          value={view}
          onChange={(value) => change({ view: value === 'matrix' ? undefined : (value as AuthoritySearch['view']) })}
        />
      </PageHead>
      {!may(view) ? (
        <TroubleNotice trouble={{ kind: 'denied' }} />
      ) : view === 'matrix' ? (
        <MatrixView search={search} onChange={change} />
      ) : view === 'who' ? (
        <WhoView search={search} onChange={change} />
      ) : (
        <WhatIfView search={search} onChange={change} />
      )}
    </>
  );
}

import { Button, Text } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { SearchField } from '../components/lists/SearchField';
import { EmptyNotice, TroubleNotice } from '../components/Notice';
import { OrgFound } from '../components/org/OrgFound';
import { OrgTable } from '../components/org/OrgTable';
import { OrgTree } from '../components/org/OrgTree';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { PersonFilter } from '../components/PersonFilter';
import { PictureOrTable } from '../components/PictureOrTable';
import type { OrgSearch } from '../services/administration';
import { isPerson } from '../services/org';
import { useAbove } from '../services/orgFinding';
import { useOrg } from '../services/orgBranches';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/organisation');
const nobody: readonly string[] = [];

/** What is open: what was opened, and the way to somebody who was looked for. */
const useOpen = (opened: readonly string[] = nobody, above: readonly string[] | null | undefined) => useMemo(() => [...new Set([...opened, ...(above ?? nobody)])], [opened, above]);

/** Who reports to whom: a tree that opens branch by branch, or the table behind it. */
export function OrganisationPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = useNavigate();
  const above = useAbove(search.at);
  const open = useOpen(search.open, above);
  // Nobody reaches a circle of managers from the top: it is shown from whoever was looked for.
  const { lines, loading, trouble, more, retry } = useOrg(search.root ?? (above === null ? search.at : undefined), open);
  useEffect(() => {
    if (!above || lines.some(({ id }) => id === search.at)) return;
    // Somebody in a wide branch comes with one of its next pages.
    for (const line of lines) if (!isPerson(line) && line.rest === (above.at(-1) ?? '')) more(line.rest);
  });
  const change = (part: Partial<OrgSearch>) => void navigate({ to: '/organisation', search: { ...search, ...part }, replace: true });
  const toggle = (id: string, show: boolean) => {
    const next = show ? [...open, id] : open.filter((one) => one !== id);
    change({ open: next.length > 0 ? next : undefined, at: show ? search.at : undefined });
  };
  const closed = lines.filter(isPerson).filter((line) => line.reports > 0 && !line.open).map(({ id }) => id);
  if (!mayOpen(viewer, 'organisation')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <PageHead title={t('org.title')}>
        {search.view === 'table' ? (
          <SearchField label={t('person.search')} value={search.q ?? ''} onChange={(q) => change({ q: q || undefined })} />
        ) : (
          <PersonFilter label={t('org.find')} anybody={t('org.find')} value={search.at} onChange={(at) => change({ at })} />
        )}
        {closed.length > 0 && (
          <Button variant="default" onClick={() => change({ open: [...open, ...closed].slice(0, 60) })}>
            {t('org.openLevel')}
          </Button>
        )}
        {open.length > 0 && (
          <Button variant="subtle" onClick={() => change({ open: undefined, at: undefined })}>
            {t('org.closeAll')}
          </Button>
        )}
        <PictureOrTable view={search.view ?? 'picture'} onChange={(view) => change({ view: view === 'table' ? view : undefined })} />
      </PageHead>
      <PageBody>
        <Text size="sm" c="dimmed">
          {t('org.hint')}
        </Text>
        {trouble && <TroubleNotice trouble={trouble} onRetry={retry} />}
        {loading && <ListSkeleton />}
        {!loading && !trouble && lines.length === 0 && <EmptyNotice title={t('users.empty')} searching={false} onClear={retry} />}
        {lines.length > 0 && search.view === 'table' && (search.q ? <OrgFound q={search.q} search={search} onChange={change} /> : <OrgTable lines={lines} search={search} onChange={change} onMore={more} />)}
        {lines.length > 0 && search.view !== 'table' && (
          <OrgTree lines={lines} at={search.at} onMore={more} onToggle={toggle} onOpen={(userId) => void navigate({ to: '/users/$userId', params: { userId } })} />
        )}
      </PageBody>
    </>
  );
}

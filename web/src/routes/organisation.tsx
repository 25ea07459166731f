import { Button, Group, Text } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { EmptyNotice, TroubleNotice } from '../components/Notice';
import { OrgTable } from '../components/org/OrgTable';
import { OrgTree } from '../components/org/OrgTree';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { PictureOrTable } from '../components/PictureOrTable';
import type { OrgSearch } from '../services/administration';
import { isPerson } from '../services/org';
import { useOrg } from '../services/orgBranches';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/organisation');
const nobody: string[] = [];

/** Who reports to whom: a tree that opens branch by branch, or the table behind it. */
export function OrganisationPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = useNavigate();
  const open = search.open ?? nobody;
  const { lines, loading, trouble, more, retry } = useOrg(search.root, open);
  const change = (part: Partial<OrgSearch>) => void navigate({ to: '/organisation', search: { ...search, ...part }, replace: true });
  const toggle = (id: string, show: boolean) => {
    const next = show ? [...open, id] : open.filter((one) => one !== id);
    change({ open: next.length > 0 ? next : undefined });
  };
  const closed = lines.filter(isPerson).filter((line) => line.reports > 0 && !line.open).map(({ id }) => id);
  if (!mayOpen(viewer, 'organisation')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <PageHead title={t('org.title')}>
        {closed.length > 0 && (
          <Button variant="default" onClick={() => change({ open: [...open, ...closed].slice(0, 60) })}>
            {t('org.openLevel')}
          </Button>
        )}
        {open.length > 0 && (
          <Button variant="subtle" onClick={() => change({ open: undefined })}>
            {t('org.closeAll')}
          </Button>
        )}
        <PictureOrTable view={search.view ?? 'picture'} onChange={(view) => change({ view: view === 'table' ? view : undefined })} />
      </PageHead>
      <PageBody>
        <Group>
          <Text size="sm" c="dimmed">
            {t('org.hint')}
          </Text>
        </Group>
        {trouble && <TroubleNotice trouble={trouble} onRetry={retry} />}
        {loading && <ListSkeleton />}
        {!loading && !trouble && lines.length === 0 && <EmptyNotice title={t('users.empty')} searching={false} onClear={retry} />}
        {lines.length > 0 && search.view === 'table' && <OrgTable lines={lines} search={search} onChange={change} onMore={more} />}
        {lines.length > 0 && search.view !== 'table' && (
          <OrgTree lines={lines} onMore={more} onToggle={toggle} onOpen={(userId) => void navigate({ to: '/users/$userId', params: { userId } })} />
        )}
      </PageBody>
    </>
  );
}

import { Button, Tabs } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ListBody } from '../components/lists/ListBody';
import { TroubleNotice } from '../components/Notice';
import { PageBody } from '../components/PageBody';
import { PageHead } from '../components/PageHead';
import { CatalogueTable } from '../components/roles/CatalogueTable';
import { ReviewPanel } from '../components/roles/ReviewPanel';
import { RoleList } from '../components/roles/RoleList';
import { type RolesSearch, type Tab, tabs } from '../services/administration';
import { usePermissions, useRoleList } from '../services/roles';
import { mayOpen } from '../services/viewer';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/roles');

/** Roles, what each permission means, and who can do what by whom. */
export function RolesPage() {
  const { t } = useTranslation();
  const viewer = useViewer();
  const { permissions } = viewer;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tab: Tab = search.tab ?? 'roles';
  const change = (part: Partial<RolesSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  if (!mayOpen(viewer, 'roles')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <PageHead title={t('roles.title')}>
        {permissions.has('company.manage') && (
          <Button component={Link} to="/roles/new" size="xs">
            {t('roles.create')}
          </Button>
        )}
      </PageHead>
      <PageBody>
        <Tabs value={tab} onChange={(value) => change({ tab: value === 'roles' ? undefined : (value as RolesSearch['tab']), q: undefined })}>
          <Tabs.List aria-label={t('roles.title')} mb="md">
            {tabs.map((value) => (
              <Tabs.Tab key={value} value={value} disabled={value === 'review' && !permissions.has('report.view')}>
                {t(`roles.tab.${value}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={tab}>{tab === 'review' ? <ReviewPanel search={search} onChange={change} /> : <Roles tab={tab} search={search} onChange={change} />}</Tabs.Panel>
        </Tabs>
      </PageBody>
    </>
  );
}

interface Props {
  tab: 'roles' | 'catalogue';
  search: RolesSearch;
  onChange(part: Partial<RolesSearch>): void;
}

function Roles({ tab, search, onChange }: Props) {
  const { t } = useTranslation();
  const roles = useRoleList();
  const { thing: groups, trouble, retry } = usePermissions();
  return (
    <ListBody list={roles} empty={t('roles.empty')} narrowed={false} onClear={roles.retry}>
      {tab === 'roles' && <RoleList roles={roles} search={search} onChange={onChange} />}
      {tab === 'catalogue' && trouble && <TroubleNotice trouble={trouble} onRetry={retry} />}
      {tab === 'catalogue' && groups && <CatalogueTable groups={groups} roles={roles.rows} />}
    </ListBody>
  );
}

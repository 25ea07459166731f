import { getRouteApi, Outlet, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../components/lists/DataTable';
import { shownColumns } from '../components/lists/columnChoice';
import { ListBody } from '../components/lists/ListBody';
import { useSelection } from '../components/lists/useSelection';
import { useListFile } from '../components/lists/useListFile';
import { PageHead } from '../components/PageHead';
import { SearchField } from '../components/lists/SearchField';
import { UserCard } from '../components/people/UserCard';
import { shyColumns, userColumns } from '../components/people/userColumns';
import { UserFilters } from '../components/people/UserFilters';
import { UsersMenu } from '../components/people/UsersMenu';
import { useFormats } from '../services/format';
import { useRoles } from '../services/catalogue';
import { useNames } from '../services/names';
import { useViewer } from '../services/viewerContext';
import { isNarrowed, sortOf, useUsers, useUserTotal, whereOf, type UserRow, type UsersSearch } from '../services/users';

// What a list shows at first needs none of these.
const ListTools = lazy(() => import('../components/lists/ListTools').then(({ ListTools }) => ({ default: ListTools<UserRow> })));
const BulkBar = lazy(() => import('../components/lists/BulkBar').then(({ BulkBar }) => ({ default: BulkBar })));
const FirstSteps = lazy(() => import('../components/people/FirstSteps').then(({ FirstSteps }) => ({ default: FirstSteps })));
const BulkActions = lazy(() => import('../components/people/bulk/BulkActions').then(({ BulkActions }) => ({ default: BulkActions })));

const route = getRouteApi('/users');

const card = (user: UserRow) => <UserCard user={user} />;

/** The list of users; the address holds search, filters and order. */
export function UsersPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useNames();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const open = useParams({ strict: false }).userId;
  const users = useUsers(search);
  const total = useUserTotal(search);
  const roles = useRoles();
  const columns = useMemo(() => userColumns(t, formats, names), [t, formats, names]);
  const hidden = search.hide ?? shyColumns;
  const shown = useMemo(() => shownColumns(columns, hidden), [columns, hidden]);
  const write = useListFile('users', users, shown);
  const selection = useSelection(JSON.stringify(whereOf(search)) + (search.q ?? ''));
  const mayChange = useViewer().permissions.has('user.manage');
  const narrow = (part: Partial<UsersSearch>) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true });
  const clear = () => narrow({ q: undefined, role: undefined, status: undefined, source: undefined, noManager: undefined, away: undefined });
  const way = mayChange ? { label: t('people.add'), run: () => void navigate({ to: '/users/new', search: true }) } : undefined;

  return (
    <>
      <PageHead title={t('users.title')} count={total}>
        <SearchField label={t('users.search')} value={search.q ?? ''} onChange={(q) => narrow({ q: q || undefined })} />
        <UserFilters search={search} roles={roles} onChange={narrow} />
        <Suspense fallback={null}>
          <ListTools page="users" columns={columns} hidden={hidden} onHide={(hide) => narrow({ hide: hide ?? 'NONE' })} onExport={write} />
        </Suspense>
        <UsersMenu search={search} />
      </PageHead>
      <Suspense fallback={null}>
        {selection.some && (
          <BulkBar selection={selection} total={total} beyond>
            <BulkActions
              whom={selection.everything ? { search } : { ids: [...selection.ids] }}
              count={selection.everything ? (total ?? 0) : selection.ids.size}
              onDone={selection.clear}
            />
          </BulkBar>
        )}
      </Suspense>
      <Suspense fallback={null}>{total === 1 && !isNarrowed(search) && <FirstSteps />}</Suspense>
      <ListBody list={users} empty={t('users.empty')} narrowed={isNarrowed(search)} onClear={clear} way={way}>
        <DataTable
          label={t('users.title')}
          columns={shown}
          rows={users.rows}
          sort={sortOf(search)}
          onSort={({ by, desc }) => narrow({ sort: by, desc: desc || undefined })}
          total={total}
          outdated={users.outdated}
          onEnd={users.more}
          onOpen={(user) => void navigate({ to: '/users/$userId', params: { userId: user.id }, search: true })}
          openId={open}
          selection={mayChange ? selection : undefined}
          nameOf={(user) => user.name}
          card={card}
        />
      </ListBody>
      <Outlet />
    </>
  );
}

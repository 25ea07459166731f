import { getRouteApi, Outlet, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../components/lists/DataTable';
import { shownColumns } from '../components/lists/columnChoice';
import { ListTools } from '../components/lists/ListTools';
import { ListBody } from '../components/lists/ListBody';
import { useListFile } from '../components/lists/useListFile';
import { PageHead } from '../components/PageHead';
import { SearchField } from '../components/lists/SearchField';
import { UserCard } from '../components/people/UserCard';
import { userColumns } from '../components/people/userColumns';
import { UserFilters } from '../components/people/UserFilters';
import { useFormats } from '../services/format';
import { useRoles } from '../services/catalogue';
import { useNames } from '../services/names';
import { isNarrowed, sortOf, useUsers, useUserTotal, type UsersSearch } from '../services/users';

const route = getRouteApi('/users');

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
  const shown = useMemo(() => shownColumns(columns, search.hide), [columns, search.hide]);
  const write = useListFile('users', users, shown);
  const narrow = (part: Partial<UsersSearch>) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true });
  const clear = () => narrow({ q: undefined, role: undefined, status: undefined, source: undefined, noManager: undefined });

  return (
    <>
      <PageHead title={t('users.title')} count={total}>
        <SearchField label={t('users.search')} value={search.q ?? ''} onChange={(q) => narrow({ q: q || undefined })} />
        <UserFilters search={search} roles={roles} onChange={narrow} />
        <ListTools page="users" columns={columns} hidden={search.hide} onHide={(hide) => narrow({ hide })} onExport={write} />
      </PageHead>
      <ListBody list={users} empty={t('users.empty')} narrowed={isNarrowed(search)} onClear={clear}>
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
          card={(user) => <UserCard user={user} />}
        />
      </ListBody>
      <Outlet />
    </>
  );
}

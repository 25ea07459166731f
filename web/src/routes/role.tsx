import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { AbilityButton } from '../components/AbilityButton';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { DeleteRole } from '../components/roles/DeleteRole';
import { RoleEditor } from '../components/roles/RoleEditor';
import { useNames } from '../services/names';
import { useRole } from '../services/roles';

const route = getRouteApi('/roles/$roleId');

/** One role. */
export function RolePage() {
  const { t } = useTranslation();
  const names = useNames();
  const { roleId } = route.useParams();
  const { tab = 'permissions' } = route.useSearch();
  const navigate = useNavigate();
  const { thing: role, trouble, retry } = useRole(roleId);
  return (
    <>
      <BackLink label={t('roles.title')} to="/roles" />
      <PageHead title={role ? names.role(role.name) : t('roles.one')}>
        {role && (
          <>
            <AbilityButton ability={role.can('copy')} label={t('roles.copy')} onClick={() => void navigate({ to: '/roles/new', search: { from: role.id } })} />
            <DeleteRole role={role} />
          </>
        )}
      </PageHead>
      {trouble && <TroubleNotice trouble={trouble} onRetry={retry} />}
      {!trouble && !role && <ListSkeleton />}
      {role && (
        <RoleEditor
          key={role.id}
          role={role}
          tab={tab}
          onTab={(next) => void navigate({ to: '/roles/$roleId', params: { roleId }, search: { tab: next === 'permissions' ? undefined : next }, replace: true })}
        />
      )}
    </>
  );
}

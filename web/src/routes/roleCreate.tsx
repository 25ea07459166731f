import { Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../components/BackLink';
import { ListSkeleton } from '../components/lists/ListSkeleton';
import { TroubleNotice } from '../components/Notice';
import { PageHead } from '../components/PageHead';
import { RoleMaker } from '../components/roles/RoleMaker';
import { useNames } from '../services/names';
import { useRole } from '../services/roles';
import { useViewer } from '../services/viewerContext';

const route = getRouteApi('/roles/new');

/** A new role, empty or a copy. */
export function RoleCreatePage() {
  const { t } = useTranslation();
  const names = useNames();
  const { permissions } = useViewer();
  const { from } = route.useSearch();
  const { thing: source, trouble, retry } = useRole(from);
  if (!permissions.has('company.manage')) return <TroubleNotice trouble={{ kind: 'denied' }} alone />;
  return (
    <>
      <BackLink label={t('roles.title')} to="/roles" />
      <PageHead title={t('roles.create')}>
        {source && (
          <Text size="sm" c="dimmed">
            {t('roles.copyOf', { role: names.role(source.name) })}
          </Text>
        )}
      </PageHead>
      {trouble && <TroubleNotice trouble={trouble} onRetry={retry} />}
      {from && !source && !trouble && <ListSkeleton />}
      {(!from || source) && <RoleMaker key={from} source={source} />}
    </>
  );
}

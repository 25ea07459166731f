import { Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePermissions } from '../../services/roles';
import { TroubleNotice } from '../Notice';
import { Panel } from '../Panel';
import type { Draft } from '../useDraft';
import { GrantsField } from './GrantsField';
import { PermissionFields } from './PermissionFields';
import { isRoleName, type TypedRole } from './useRoleDraft';

/** Name, permissions and what may be granted. */
export function RoleFields({ draft, readOnly }: { draft: Draft<TypedRole>; readOnly: boolean }) {
  const { t } = useTranslation();
  const { thing: groups, trouble, retry } = usePermissions();
  const { name, permissions, grants } = draft.value;
  return (
    <>
      <Panel title={t('roles.profile')}>
        <Stack gap="sm">
          <TextInput
            maw={360}
            label={t('roles.name')}
            description={t('roles.nameHint')}
            value={name}
            onChange={(event) => draft.change({ name: event.currentTarget.value })}
            error={draft.dirty && name !== '' && !isRoleName(name) && t('roles.nameInvalid')}
            maxLength={60}
            readOnly={readOnly}
          />
          <GrantsField value={grants} readOnly={readOnly} onChange={(next) => draft.change({ grants: next })} />
        </Stack>
      </Panel>
      <Panel title={t('roles.tab.permissions')}>
        {trouble && <TroubleNotice trouble={trouble} onRetry={retry} />}
        {groups && <PermissionFields groups={groups} value={permissions} readOnly={readOnly} onChange={(next) => draft.change({ permissions: next })} />}
      </Panel>
    </>
  );
}

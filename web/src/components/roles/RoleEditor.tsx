import { Tabs, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type RoleTab, roleTabs } from '../../services/administration';
import { useRoleChanges } from '../../services/roleChanges';
import { type RoleDetails } from '../../services/roles';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import type { Compared } from '../merge';
import { PageBody } from '../PageBody';
import { Panel } from '../Panel';
import { SaveBar } from '../SaveBar';
import { RoleFields } from './RoleFields';
import { RolePeople } from './RolePeople';
import { StartingFields } from './StartingFields';
import { useRoleDraft, type TypedRole } from './useRoleDraft';
import { useStartingText } from './useStartingText';

interface Props {
  role: RoleDetails;
  tab: RoleTab;
  onTab(tab: RoleTab): void;
}

/** One role: what its holders may do, what they start with, who they are. */
export function RoleEditor({ role, tab, onTab }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const startingText = useStartingText();
  const { draft, input } = useRoleDraft(role, false);
  const save = useSave();
  const changes = useRoleChanges();
  const { allowed, reason } = role.can('update');
  const compare: Compared<TypedRole>[] = [
    { field: 'name', label: t('roles.name'), text: (form) => form.name },
    { field: 'permissions', label: t('roles.tab.permissions'), text: (form) => [...form.permissions].sort().join(', ') },
    { field: 'grants', label: t('roles.column.grants'), text: (form) => form.grants.map(names.role).join(', ') },
    { field: 'starting', label: t('roles.tab.starting'), text: (form) => startingText(form.starting) },
  ];
  const submit = async () => {
    if (input && (await save.run(() => changes.update({ roleId: role.id, expectedVersion: draft.version, ...input })))) draft.discard();
  };
  const { starting } = draft.value;
  return (
    <PageBody>
      {!allowed && reason && (
        <Text size="sm" c="dimmed">
          {reason}
        </Text>
      )}
      <Tabs value={tab} onChange={(value) => onTab(value as RoleTab)}>
        <Tabs.List aria-label={t('roles.one')} mb="md">
          {roleTabs.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {t(`roles.tab.${value}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} style={{ display: 'flex', flexDirection: 'column', gap: 14 }}>
          {tab === 'permissions' && <RoleFields draft={draft} readOnly={!allowed} />}
          {tab === 'starting' && (
            <Panel title={t('roles.tab.starting')}>
              <StartingFields value={starting} readOnly={!allowed} onChange={(part) => draft.change({ starting: { ...starting, ...part } })} />
            </Panel>
          )}
          {tab === 'people' && <RolePeople role={role} />}
          {tab !== 'people' && allowed && <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={input !== null} compare={compare} />}
        </Tabs.Panel>
      </Tabs>
    </PageBody>
  );
}

import { Button, MultiSelect, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoles } from '../../services/catalogue';
import { useDirectoryGroups, type DirectoryGroup } from '../../services/directories';
import { useDirectoryChanges } from '../../services/directoryChanges';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import figures from '../FigureTable.module.css';
import { ListBody } from '../lists/ListBody';
import { SearchField } from '../lists/SearchField';
import type { Compared } from '../merge';
import { Panel } from '../Panel';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';

/** Which roles the members of a directory's groups hold. */
export function GroupsPanel({ directoryId }: { directoryId: string }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const groups = useDirectoryGroups(directoryId, search);
  return (
    <Panel title={t('directories.tab.groups')} aside={<SearchField label={t('directories.searchGroups')} value={search} onChange={setSearch} />}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('directories.groupsHint')}
      </Text>
      <ListBody list={groups} empty={t('directories.noGroups')} narrowed={search !== ''} onClear={() => setSearch('')}>
        <div className={figures.frame} tabIndex={0} role="region" aria-label={t('directories.groupTable')}>
          <Table className={figures.table} verticalSpacing={6} aria-label={t('directories.tab.groups')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('directories.group')}</Table.Th>
                <Table.Th className={figures.number}>{t('directories.members')}</Table.Th>
                <Table.Th>{t('user.roles')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {groups.rows.map((group) => (
                <GroupRow key={group.id} group={group} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
        {groups.hasMore && (
          <Button variant="subtle" m="sm" onClick={groups.more} loading={groups.loading}>
            {t('list.more')}
          </Button>
        )}
      </ListBody>
    </Panel>
  );
}

function GroupRow({ group }: { group: DirectoryGroup }) {
  const { number } = useFormats();
  return (
    <Table.Tr>
      <Table.Td className={figures.text}>{group.displayName}</Table.Td>
      <Table.Td className={figures.number}>{number(group.memberCount)}</Table.Td>
      <Table.Td w="60%" miw={260}>
        <GroupRoles group={group} />
      </Table.Td>
    </Table.Tr>
  );
}

/** The author's rights are the ceiling: a role that they may not grant is listed where it is held, and nowhere else. */
function GroupRoles({ group }: { group: DirectoryGroup }) {
  const { t } = useTranslation();
  const names = useNames();
  const roles = useRoles();
  const draft = useDraft({ ids: group.roles.map(({ id }) => id) }, group.version);
  const save = useSave();
  const changes = useDirectoryChanges();
  const offered = new Map([...group.roles, ...roles.filter(({ grantable }) => grantable)].map(({ id, name }) => [id, name]));
  const compare: Compared<{ ids: string[] }>[] = [{ field: 'ids', label: t('user.roles'), text: ({ ids }) => ids.map((id) => names.role(offered.get(id) ?? id)).join(', ') }];
  const submit = async () => {
    if (await save.run(() => changes.mapGroup({ id: group.id, version: draft.version }, draft.value.ids))) draft.discard();
  };
  return (
    <>
      <MultiSelect
        aria-label={t('directories.rolesOf', { group: group.displayName })}
        placeholder={draft.value.ids.length === 0 ? t('directories.noRoles') : undefined}
        data={[...offered].map(([value, name]) => ({ value, label: names.role(name) }))}
        value={draft.value.ids}
        onChange={(ids) => draft.change({ ids })}
        searchable
        hidePickedOptions
        mb={draft.dirty || save.saved ? 6 : 0}
      />
      {(draft.dirty || save.saved) && <SaveBar draft={draft} save={save} onSave={() => void submit()} valid compare={compare} />}
    </>
  );
}

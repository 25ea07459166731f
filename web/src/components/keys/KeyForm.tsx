import { Button, Group, Input, MultiSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKeyKind } from '../../gql/graphql';
import { useRoles } from '../../services/catalogue';
import { endOf, lifetimes, useKeyChanges, type KeyRow } from '../../services/keys';
import { useNames } from '../../services/names';
import type { Person } from '../../services/person';
import { useSave } from '../../services/save';
import { useViewer } from '../../services/viewerContext';
import { PersonField } from '../PersonField';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';

interface Props {
  /** The key that the new one takes the place of. */
  before: KeyRow | null;
  onMade(text: string): void;
  onCancel(): void;
}

/** A new key: whose it is, what it may do, who answers for it, and when it ends. */
export function KeyForm({ before, onMade, onCancel }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const roles = useRoles();
  const mayManage = useViewer().permissions.has('apikey.manage');
  const [kind, setKind] = useState<ApiKeyKind>(before?.kind ?? (mayManage ? 'SERVICE' : 'PERSONAL'));
  const [name, setName] = useState(before?.name ?? '');
  const [roleIds, setRoleIds] = useState<string[]>(before?.roles.map(({ id }) => id) ?? []);
  const [responsible, setResponsible] = useState<Person | null>(before?.kind === 'SERVICE' ? (before.user ?? null) : null);
  const [days, setDays] = useState<number>(90);
  const changes = useKeyChanges();
  const save = useSave();
  const touched = name !== (before?.name ?? '') || roleIds.length !== (before?.roles.length ?? 0) || (responsible !== null && responsible.id !== before?.user?.id);
  useUnsaved(touched && !save.saved);
  const service = kind === 'SERVICE';
  const submit = () =>
    save.run(async () => {
      const own = service ? { roleIds, responsibleId: responsible?.id } : {};
      const { outcome, text } = await changes.create({ kind, name: name.trim(), expiresAt: endOf(days, new Date()), ...own });
      if (text) onMade(text);
      return outcome;
    });
  return (
    <Stack gap="sm" maw={560}>
      <SegmentedControl
        aria-label={t('apiKeys.kind')}
        data={(['SERVICE', 'PERSONAL'] as const).map((value) => ({ value, label: t(`apiKeys.kinds.${value}`), disabled: value === 'SERVICE' && !mayManage }))}
        value={kind}
        onChange={(value) => {
          setKind(value as ApiKeyKind);
          setDays(90);
        }}
        readOnly={before !== null}
      />
      <Text size="sm" c="dimmed">
        {t(`apiKeys.hint.${kind}`)} {!mayManage && t('apiKeys.serviceDenied')}
      </Text>
      <TextInput label={t('apiKeys.name')} description={t('apiKeys.nameHint')} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} maxLength={100} data-autofocus required withAsterisk={false} />
      {service && (
        <>
          <MultiSelect
            label={t('user.roles')}
            description={t('apiKeys.rolesHint')}
            data={roles.filter(({ id, grantable }) => grantable || roleIds.includes(id)).map((role) => ({ value: role.id, label: names.role(role.name), disabled: !role.grantable }))}
            value={roleIds}
            onChange={setRoleIds}
            searchable
            hidePickedOptions
          />
          <PersonField label={t('apiKeys.responsible')} description={t('apiKeys.responsibleHint')} value={responsible} onChange={setResponsible} />
        </>
      )}
      <Input.Wrapper label={t('apiKeys.lifetime')} labelElement="div">
        <div>
          <SegmentedControl
            aria-label={t('apiKeys.lifetime')}
            data={lifetimes[kind].map((value) => ({ value: String(value), label: value === 0 ? t('apiKeys.never') : t('apiKeys.days', { count: value }) }))}
            value={String(days)}
            onChange={(value) => setDays(Number(value))}
          />
        </div>
      </Input.Wrapper>
      <SaveTrouble save={save} />
      <Group gap="xs">
        <Button loading={save.saving} disabled={name.trim() === '' || (service && roleIds.length === 0)} onClick={() => void submit()}>
          {t('apiKeys.make')}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t('user.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}

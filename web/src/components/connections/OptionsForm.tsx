import { Radio, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRoles } from '../../services/catalogue';
import { useConnectionChanges } from '../../services/connectionChanges';
import { mappedFields, mappingOf, namedFields, type ConnectionDetails } from '../../services/connections';
import { useSave } from '../../services/save';
import type { Compared } from '../merge';
import { Panel } from '../Panel';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';

const switches = ['signRequests', 'idpInitiated', 'wantEncrypted'] as const;
const ways = ['DIRECTORY_ONLY', 'JUST_IN_TIME'] as const;

/** A connection's name, who may come by it, where their names are taken from, and how strict it is. */
export function OptionsForm({ connection }: { connection: ConnectionDetails }) {
  const { t } = useTranslation();
  const roles = useRoles();
  const { name, provisioning, defaultRole, signRequests, idpInitiated, wantEncrypted, version, kind } = connection;
  const draft = useDraft({ name, provisioning, defaultRoleId: defaultRole?.id ?? null, signRequests, idpInitiated, wantEncrypted, mapping: mappingOf(connection.mapping) }, version);
  const changes = useConnectionChanges();
  const save = useSave();
  const { value, change } = draft;
  const compare: Compared<typeof value>[] = [
    { field: 'name', label: t('connections.name'), text: (form) => form.name },
    { field: 'provisioning', label: t('connections.who'), text: (form) => t(`connections.provisioning.${form.provisioning}`) },
    { field: 'defaultRoleId', label: t('connections.defaultRole'), text: (form) => roles.find(({ id }) => id === form.defaultRoleId)?.name ?? form.defaultRoleId ?? '' },
    { field: 'mapping', label: t('connections.mapping'), text: (form) => namedFields(form.mapping).map(({ field, name: said }) => t('lists.pair', { label: t(`connections.field.${field}`), value: said })).join(', ') },
    ...switches.map((field) => ({ field, label: t(`connections.strict.${field}`), text: (form: typeof value) => t(form[field] ? 'people.yes' : 'people.no') })),
  ];
  const submit = async () => {
    const { mapping, signRequests: sign, idpInitiated: initiated, wantEncrypted: encrypted, ...plain } = value;
    const strict = kind === 'SAML' ? { signRequests: sign, idpInitiated: initiated, wantEncrypted: encrypted } : {};
    const sent = { ...plain, ...strict, name: plain.name.trim(), mapping: namedFields(mapping) };
    if (await save.run(() => changes.update({ id: connection.id, version: draft.version }, sent))) draft.discard();
  };
  return (
    <Panel title={t('connections.tab.settings')}>
      <Stack gap="md" maw={640}>
        <TextInput label={t('connections.name')} description={t('connections.nameHint')} value={value.name} onChange={(event) => change({ name: event.currentTarget.value })} maxLength={100} required />
        <Radio.Group label={t('connections.who')} value={value.provisioning} onChange={(way) => change({ provisioning: way as typeof value.provisioning })}>
          <Stack gap="xs" mt={6}>
            {ways.map((way) => (
              <Radio key={way} value={way} label={t(`connections.provisioning.${way}`)} description={t(`connections.provisioningHint.${way}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {value.provisioning === 'JUST_IN_TIME' && (
          <Select
            label={t('connections.defaultRole')}
            description={t('connections.defaultRoleHint')}
            data={roles.map((role) => ({ value: role.id, label: role.name }))}
            value={value.defaultRoleId}
            onChange={(id) => change({ defaultRoleId: id })}
            clearable
          />
        )}
        <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
          <Text component="legend" size="sm" fw={500}>
            {t('connections.mapping')}
          </Text>
          <Text size="xs" c="dimmed" mb={6}>
            {t('connections.mappingHint')}
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {mappedFields.map((field) => (
              <TextInput
                key={field}
                label={t(`connections.field.${field}`)}
                placeholder={t('connections.test.usual')}
                value={value.mapping[field]}
                onChange={(event) => change({ mapping: { ...value.mapping, [field]: event.currentTarget.value } })}
                spellCheck={false}
                autoCapitalize="none"
              />
            ))}
          </SimpleGrid>
        </fieldset>
        {kind === 'SAML' &&
          switches.map((one) => (
            <Switch key={one} label={t(`connections.strict.${one}`)} description={t(`connections.strictHint.${one}`)} checked={value[one]} onChange={(event) => change({ [one]: event.currentTarget.checked })} />
          ))}
        <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={value.name.trim() !== ''} compare={compare} />
      </Stack>
    </Panel>
  );
}

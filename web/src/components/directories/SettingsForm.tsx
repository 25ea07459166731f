import { Button, Group, NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DirectoryDetails } from '../../services/directories';
import { useDirectoryChanges } from '../../services/directoryChanges';
import { useSave } from '../../services/save';
import type { Compared } from '../merge';
import { Panel } from '../Panel';
import { SaveBar } from '../SaveBar';
import { SaveTrouble } from '../SaveTrouble';
import { useDraft } from '../useDraft';

const bounds = { rate: [1, 100_000], brakePeople: [0, 1_000_000], brakePercent: [0, 100], brakeMinutes: [1, 1440], logDays: [1, 3650] } as const;
type Setting = keyof typeof bounds;
const settings = Object.keys(bounds) as Setting[];

/** A directory's name, limits, brake and log, and whether its changes are made. */
export function SettingsForm({ directory }: { directory: DirectoryDetails }) {
  const { t } = useTranslation();
  const { id, version, name, enabled, rate, brakePeople, brakePercent, brakeMinutes, logDays } = directory;
  const draft = useDraft<{ name: string; enabled: boolean } & Record<Setting, number | ''>>({ name, enabled, rate, brakePeople, brakePercent, brakeMinutes, logDays }, version);
  const changes = useDirectoryChanges();
  const save = useSave();
  const valid = draft.value.name.trim() !== '' && settings.every((one) => draft.value[one] !== '');
  const compare: Compared<typeof draft.value>[] = [
    { field: 'name', label: t('directories.name'), text: (form) => form.name },
    ...settings.map((field) => ({ field, label: t(`directories.setting.${field}`), text: (form: typeof draft.value) => String(form[field]) })),
    { field: 'enabled', label: t('directories.enabled'), text: (form) => t(form.enabled ? 'people.yes' : 'people.no') },
  ];
  const submit = async () => {
    const { name: typed, enabled: on, ...numbers } = draft.value;
    const input = { directoryId: id, expectedVersion: draft.version, name: typed.trim(), enabled: on, ...(numbers as Record<Setting, number>) };
    if (await save.run(() => changes.update(input))) draft.discard();
  };
  return (
    <>
      <Panel title={t('directories.tab.settings')}>
        <Stack gap="sm" maw={520}>
          <TextInput label={t('directories.name')} value={draft.value.name} onChange={(event) => draft.change({ name: event.currentTarget.value })} required />
          {settings.map((one) => (
            <NumberInput
              key={one}
              label={t(`directories.setting.${one}`)}
              description={t(`directories.settingHint.${one}`)}
              min={bounds[one][0]}
              max={bounds[one][1]}
              allowDecimal={false}
              value={draft.value[one]}
              onChange={(value) => draft.change({ [one]: typeof value === 'number' ? value : '' })}
            />
          ))}
          <Switch label={t('directories.enabled')} description={t('directories.enabledHint')} checked={draft.value.enabled} onChange={(event) => draft.change({ enabled: event.currentTarget.checked })} />
          <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={valid} compare={compare} />
        </Stack>
      </Panel>
      {directory.state === 'ACTIVE' && <Halt directory={directory} />}
    </>
  );
}

/** Stops a directory's changes for a while. */
function Halt({ directory }: { directory: DirectoryDetails }) {
  const { t } = useTranslation();
  const changes = useDirectoryChanges();
  const save = useSave();
  return (
    <Panel title={t('directories.halt')}>
      <SaveTrouble save={save} />
      <Group gap="xs">
        <Button variant="default" loading={save.saving} onClick={() => void save.run(() => changes.pause(directory))}>
          {t('directories.pause')}
        </Button>
        <Button variant="default" loading={save.saving} onClick={() => void save.run(() => changes.preview(directory))}>
          {t('directories.toPreview')}
        </Button>
      </Group>
    </Panel>
  );
}

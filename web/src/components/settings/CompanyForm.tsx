import { Alert, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useSave } from '../../services/save';
import { parts, readSettings, settingNames, showSettings, triedSettings, useSaveSettings, type PartName, type Settings, type TypedSettings } from '../../services/settings';
import type { Compared } from '../merge';
import { Columns } from '../PageBody';
import { Panel } from '../Panel';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';
import { ChangedTable } from './ChangedTable';
import { Effects } from './Effects';
import { SettingField } from './SettingField';
import { useSettingText } from './useSettingText';

/** Of these every page reads what was in force when it was loaded. */
const everywhere = ['zone', 'currency', 'limitsView'] as const;

/** The settings by part; what a change would do stands above the way to save it. */
export function CompanyForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const { locale } = useFormats();
  const present = useMemo(() => showSettings(settings, locale), [settings, locale]);
  const draft = useDraft(present, settings.version);
  const told = useSettingText();
  const save = useSave();
  const write = useSaveSettings();
  const change = readSettings(present, draft.value, locale);
  const touched = change !== null && Object.keys(change).length > 0;
  const compare = settingNames.map((field): Compared<TypedSettings> => ({ field, label: t(`settings.name.${field}`), text: (form) => told(field, form) }));
  const submit = async () => {
    if (!change || !(await save.run(() => write(change, draft.version)))) return;
    // The guard of the page must know before the page is loaded again.
    flushSync(draft.discard);
    if (everywhere.some((name) => name in change)) window.location.reload();
  };
  return (
    <>
      {settings.warnings.map(({ code, message }) => (
        <Alert key={code} color="orange" variant="outline">
          {message}
        </Alert>
      ))}
      <Columns>
        {(Object.keys(parts) as PartName[]).map((part) => (
          <Panel key={part} title={t(`settings.part.${part}`)}>
            <Stack gap="md">
              {parts[part].map((name) => (
                <SettingField key={name} name={name} value={draft.value} onChange={draft.change} />
              ))}
            </Stack>
          </Panel>
        ))}
      </Columns>
      {(draft.dirty || save.saved) && (
        <Panel title={t('settings.before')}>
          {touched && <ChangedTable present={present} typed={draft.value} />}
          <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={touched} compare={compare} />
        </Panel>
      )}
      {touched && <Effects changes={triedSettings(change)} />}
    </>
  );
}

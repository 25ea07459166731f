import { MultiSelect, Select, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrokers, useProducts } from '../../services/catalogue';
import { languagesOfDeals, locations, propertyTypes, useNames } from '../../services/names';
import { useSavePreferences, type Choice, type Preferences } from '../../services/preferences';
import { useSave } from '../../services/save';
import type { UserDetails } from '../../services/user';
import { ChoiceField } from './ChoiceField';
import { SaveBar } from '../SaveBar';
import type { Compared } from '../merge';
import { useDraft } from '../useDraft';

/** Which deals a person takes (PF-1). */
export function PreferencesForm({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const names = useNames();
  const draft = useDraft(user.preferences, user.preferences.version);
  const save = useSave();
  const write = useSavePreferences();
  const { allowed, reason } = user.can('preferences');
  const [offered, setOffered] = useState<string | null>(null);
  const useOffered = (search: string) => useProducts(search, offered);
  const submit = async () => {
    if (await save.run(() => write(user.id, draft.value, draft.version))) draft.discard();
  };
  const literal = (key: 'locations' | 'languages' | 'propertyTypes', values: readonly string[], name: (value: string) => string) => (
    <MultiSelect
      label={t(`preferences.${key}`)}
      placeholder={draft.value[key].length === 0 ? t('preferences.anything') : undefined}
      data={values.map((value) => ({ value, label: name(value) }))}
      value={draft.value[key]}
      onChange={(value) => draft.change({ [key]: value })}
      readOnly={!allowed}
      searchable
      hidePickedOptions
    />
  );
  const picked = { readOnly: !allowed };
  const named = (choices: readonly Choice[]) => choices.map(({ name }) => name).join(', ');
  const compare: Compared<Preferences>[] = [
    { field: 'autoAssign', label: t('preferences.autoAssign'), text: ({ autoAssign }) => t(autoAssign ? 'people.yes' : 'people.no') },
    { field: 'locations', label: t('preferences.locations'), text: (value) => value.locations.map(names.province).join(', ') },
    { field: 'languages', label: t('preferences.languages'), text: (value) => value.languages.map(names.language).join(', ') },
    { field: 'propertyTypes', label: t('preferences.propertyTypes'), text: (value) => value.propertyTypes.map(names.propertyType).join(', ') },
    { field: 'products', label: t('preferences.products'), text: ({ products }) => named(products) },
    { field: 'brokers', label: t('preferences.brokers'), text: ({ brokers }) => named(brokers) },
  ];
  return (
    <Stack gap="sm">
      <Switch
        label={t('preferences.autoAssign')}
        description={t('preferences.autoAssignHint')}
        checked={draft.value.autoAssign}
        onChange={(event) => draft.change({ autoAssign: event.currentTarget.checked })}
        disabled={!allowed}
      />
      <Text size="xs" c="dimmed">
        {allowed ? t('preferences.hint') : reason}
      </Text>
      {literal('locations', locations, names.province)}
      {literal('languages', languagesOfDeals, names.language)}
      {literal('propertyTypes', propertyTypes, names.propertyType)}
      <ChoiceField
        {...picked}
        label={t('preferences.products')}
        value={draft.value.products}
        useLookup={useOffered}
        onChange={(products) => draft.change({ products })}
      />
      {allowed && (
        <Select
          aria-label={t('people.productsIn')}
          placeholder={t('people.productsIn')}
          data={locations.map((value) => ({ value, label: names.province(value) }))}
          value={offered}
          onChange={setOffered}
          searchable
          clearable
          maw={260}
        />
      )}
      <ChoiceField
        {...picked}
        label={t('preferences.brokers')}
        value={draft.value.brokers}
        useLookup={useBrokers}
        onChange={(brokers) => draft.change({ brokers })}
      />
      <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={allowed} compare={compare} />
    </Stack>
  );
}

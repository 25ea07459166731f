import { MultiSelect, SegmentedControl, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languagesOfDeals, locations, propertyTypes, useNames } from '../../services/names';
import type { Person } from '../../services/person';
import { preferenceNames, type PreferenceName, type Trial } from '../../services/trial';
import { PersonField } from '../PersonField';
import classes from './WhatIfView.module.css';

interface Props {
  /** The change, once it says something. */
  onChange(trial: Trial | null): void;
}

/** Somebody takes new deals, or none. */
export function SwitchTrial({ onChange }: Props) {
  const { t } = useTranslation();
  const [on, setOn] = useState(false);
  const [person, setPerson] = useState<Person | null>(null);
  const tell = (takes: boolean, who: Person | null) => {
    setOn(takes);
    setPerson(who);
    onChange(who ? { kind: 'switch', person: who, on: takes } : null);
  };
  return (
    <Stack gap="sm">
      <SegmentedControl
        className={classes.short}
        aria-label={t('whatIf.kind.switch')}
        data={['on', 'off'].map((value) => ({ value, label: t(`whatIf.${value as 'on'}`) }))}
        value={on ? 'on' : 'off'}
        onChange={(value) => tell(value === 'on', person)}
      />
      <PersonField label={t('whatIf.person')} value={person} onChange={(who) => tell(on, who)} />
    </Stack>
  );
}

/** Somebody takes deals of other places, languages or kinds of property. */
export function PreferenceTrial({ onChange }: Props) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<Person | null>(null);
  const [name, setName] = useState<PreferenceName>('locations');
  const [values, setValues] = useState<string[]>([]);
  const tell = (who: Person | null, which: PreferenceName, chosen: string[]) => {
    setPerson(who);
    setName(which);
    setValues(chosen);
    onChange(who ? { kind: 'preference', person: who, name: which, values: chosen } : null);
  };
  return (
    <Stack gap="sm">
      <PersonField label={t('whatIf.person')} value={person} onChange={(who) => tell(who, name, values)} />
      <Select
        label={t('whatIf.kind.preference')}
        data={preferenceNames.map((value) => ({ value, label: t(`preferences.${value}`) }))}
        value={name}
        onChange={(value) => value && tell(person, value, [])}
        allowDeselect={false}
        maw={320}
      />
      <MultiSelect
        label={t(`preferences.${name}`)}
        placeholder={values.length === 0 ? t('preferences.anything') : undefined}
        data={useChoices(name)}
        value={values}
        onChange={(chosen) => tell(person, name, chosen)}
        searchable
        hidePickedOptions
      />
    </Stack>
  );
}

function useChoices(name: PreferenceName): { value: string; label: string }[] {
  const names = useNames();
  const choices = {
    locations: () => locations.map((value) => ({ value, label: names.province(value) })),
    languages: () => languagesOfDeals.map((value) => ({ value, label: names.language(value) })),
    propertyTypes: () => propertyTypes.map((value) => ({ value, label: names.propertyType(value) })),
  };
  return choices[name]();
}

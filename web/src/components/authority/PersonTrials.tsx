import { NumberInput, SegmentedControl, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { limitNames, readLimit, type LimitName, type TypedLimit } from '../../services/limits';
import type { Person } from '../../services/person';
import { useViewer } from '../../services/viewerContext';
import type { Trial } from '../../services/trial';
import { LimitField } from '../people/LimitField';
import { PersonField } from '../PersonField';
import classes from './WhatIfView.module.css';

interface Props {
  /** The change, once it says something. */
  onChange(trial: Trial | null): void;
}

/** Somebody is away and somebody stands in, or is back. */
export function AbsenceTrial({ onChange }: Props) {
  const { t } = useTranslation();
  const [away, setAway] = useState(true);
  const [person, setPerson] = useState<Person | null>(null);
  const [delegate, setDelegate] = useState<Person | null>(null);
  const tell = (isAway: boolean, who: Person | null, standIn: Person | null) => {
    setAway(isAway);
    setPerson(who);
    setDelegate(standIn);
    onChange(who && (!isAway || standIn) ? { kind: 'absence', person: who, delegate: isAway ? standIn : null } : null);
  };
  return (
    <Stack gap="sm">
      <SegmentedControl
        className={classes.short}
        aria-label={t('whatIf.kind.absence')}
        data={['away', 'back'].map((value) => ({ value, label: t(`whatIf.absence.${value as 'away'}`) }))}
        value={away ? 'away' : 'back'}
        onChange={(value) => tell(value === 'away', person, delegate)}
      />
      <PersonField label={t('whatIf.person')} value={person} onChange={(who) => tell(away, who, delegate)} />
      {away && <PersonField label={t('absence.delegate')} value={delegate} onChange={(standIn) => tell(away, person, standIn)} without={person?.id} />}
    </Stack>
  );
}

/** Somebody has another limit. */
export function LimitTrial({ onChange }: Props) {
  const { t } = useTranslation();
  const { locale } = useFormats();
  const { currency, limitsView } = useViewer();
  const names = limitNames(limitsView);
  const [person, setPerson] = useState<Person | null>(null);
  const [name, setName] = useState<LimitName>(names[0]!);
  const [typed, setTyped] = useState<TypedLimit>({ kind: 'AMOUNT', typed: '' });
  const tell = (who: Person | null, which: LimitName, value: TypedLimit) => {
    setPerson(who);
    setName(which);
    setTyped(value);
    const limit = readLimit(value, currency, locale);
    onChange(who && limit ? { kind: 'limit', person: who, name: which, limit } : null);
  };
  return (
    <Stack gap="sm">
      <PersonField label={t('whatIf.person')} value={person} onChange={(who) => tell(who, name, typed)} />
      {names.length > 1 && (
        <Select
          label={t('whatIf.kind.limit')}
          data={names.map((value) => ({ value, label: t(`limits.${value}`) }))}
          value={name}
          onChange={(value) => value && tell(person, value, typed)}
          allowDeselect={false}
          maw={320}
        />
      )}
      <LimitField
        label={t(`limits.${name}`)}
        description={t(`limits.hint.${name}`)}
        currency={currency}
        value={typed}
        onChange={(value) => tell(person, name, value)}
        readOnly={false}
      />
    </Stack>
  );
}

/** Somebody takes more deals at once, or fewer. */
export function CapacityTrial({ onChange }: Props) {
  const { t } = useTranslation();
  const [person, setPerson] = useState<Person | null>(null);
  const [most, setMost] = useState<number | ''>('');
  const tell = (who: Person | null, value: number | '') => {
    setPerson(who);
    setMost(value);
    onChange(who ? { kind: 'capacity', person: who, most: value === '' ? null : value } : null);
  };
  return (
    <Stack gap="sm">
      <PersonField label={t('whatIf.person')} value={person} onChange={(who) => tell(who, most)} />
      <NumberInput
        label={t('limits.maxCapacity')}
        description={t('limits.maxCapacityHint')}
        value={most}
        onChange={(value) => tell(person, typeof value === 'number' ? value : '')}
        allowDecimal={false}
        allowNegative={false}
        max={100_000}
        maw={320}
      />
    </Stack>
  );
}

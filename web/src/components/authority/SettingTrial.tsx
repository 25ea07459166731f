import { SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trial } from '../../services/trial';
import classes from './WhatIfView.module.css';


interface Props {
  kind: SettingKind;
  onChange(trial: Trial | null): void;
}

const values = {
  autoAssign: ['on', 'off'],
  overLimitFallback: ['on', 'off'],
  capacityRelease: ['CONDITIONAL_APPROVAL', 'TERMINAL'],
  limitsView: ['CONDENSED', 'EXPANDED'],
} as const;

type SettingKind = keyof typeof values;

/** Is it a setting that has a few values to choose from? */
export const isChoice = (kind: Trial['kind']): kind is SettingKind => kind in values;

type Value = (typeof values)[SettingKind][number];

/** A setting of the company has another value. */
export function SettingTrial({ kind, onChange }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState<Value>(values[kind][0]);
  useEffect(() => onChange(trialOf(kind, value)), [kind, value, onChange]);
  const nameOf = (one: Value) => (one === 'on' || one === 'off' ? t(`whatIf.${one}`) : t(`whatIf.value.${one}`));
  return (
    <SegmentedControl
      className={classes.short}
      aria-label={t(`whatIf.kind.${kind}`)}
      data={values[kind].map((one) => ({ value: one, label: nameOf(one) }))}
      value={value}
      onChange={(next) => setValue(next as Value)}
    />
  );
}

function trialOf(kind: SettingKind, value: Value): Trial {
  if (kind === 'autoAssign' || kind === 'overLimitFallback') return { kind, on: value === 'on' };
  return { kind, value } as Trial;
}

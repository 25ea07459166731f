import { Input, NumberInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languagesOfDeals, useNames } from '../../services/names';
import type { SettingName, TypedSettings } from '../../services/settings';
import { LimitField } from '../people/LimitField';

interface Props {
  name: SettingName;
  value: TypedSettings;
  onChange(part: Partial<TypedSettings>): void;
}

const switches = ['autoAssign', 'overLimitFallback', 'limitsDualControl', 'sso', 'autoRemoveDelegates'] as const;
const choices = {
  capacityRelease: ['CONDITIONAL_APPROVAL', 'TERMINAL'],
  leaverDeals: ['KEEP', 'RELEASE'],
  limitsView: ['CONDENSED', 'EXPANDED'],
} as const;
const words = ['companyPhone', 'systemName'] as const;
const lists = ['zone', 'currency', 'language'] as const;

const among = <Name extends string>(names: readonly Name[], name: string): name is Name => names.some((one) => one === name);

/** One setting with what it does, by the kind of its value. */
export function SettingField({ name, value, onChange }: Props) {
  const { t } = useTranslation();
  const told = { label: t(`settings.name.${name}`), description: t(`settings.hint.${name}`) };
  if (among(switches, name)) return <Switch {...told} checked={value[name]} onChange={({ currentTarget }) => onChange({ [name]: currentTarget.checked })} />;
  if (name === 'dualApprovalAbove') {
    return <LimitField {...told} currency={value.currency} value={value[name]} kinds={['UNSET', 'AMOUNT']} onChange={(limit) => onChange({ [name]: limit })} readOnly={false} />;
  }
  if (name === 'inactivityDays') {
    return (
      <NumberInput
        {...told}
        value={value[name] ?? ''}
        onChange={(typed) => onChange({ [name]: typeof typed === 'number' ? typed : null })}
        min={1}
        max={3650}
        allowDecimal={false}
        allowNegative={false}
        styles={{ wrapper: { maxWidth: 160 } }}
      />
    );
  }
  if (among(words, name)) return <TextInput {...told} maw={360} value={value[name]} onChange={({ currentTarget }) => onChange({ [name]: currentTarget.value })} />;
  if (among(lists, name)) return <ListField {...told} name={name} value={value[name]} onChange={(next) => onChange({ [name]: next })} />;
  return (
    <Input.Wrapper {...told} labelElement="div" size="xs">
      <div>
        <SegmentedControl
          mt={4}
          aria-label={told.label}
          data={choices[name].map((one) => ({ value: one, label: t(`settings.value.${one}`) }))}
          value={value[name]}
          onChange={(next) => onChange({ [name]: next })}
        />
      </div>
    </Input.Wrapper>
  );
}

interface ListProps {
  name: (typeof lists)[number];
  label: string;
  description: string;
  value: string;
  onChange(value: string): void;
}

function ListField({ name, value, onChange, ...told }: ListProps) {
  const names = useNames();
  const known = {
    zone: () => Intl.supportedValuesOf('timeZone'),
    currency: () => Intl.supportedValuesOf('currency'),
    language: () => [...languagesOfDeals],
  }[name]();
  const data = [...new Set([value, ...known])].map((one) => ({ value: one, label: name === 'language' ? names.language(one) : one }));
  return <Select {...told} maw={360} data={data} value={value} onChange={(next) => next && onChange(next)} allowDeselect={false} searchable limit={60} />;
}

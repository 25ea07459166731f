import { MultiSelect, NumberInput, SegmentedControl, Input, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { limitNames } from '../../services/limits';
import { languagesOfDeals, locations, propertyTypes, useNames } from '../../services/names';
import type { TypedStarting } from '../../services/starting';
import { useViewer } from '../../services/viewerContext';
import { LimitField } from '../people/LimitField';

interface Props {
  value: TypedStarting;
  readOnly: boolean;
  onChange(part: Partial<TypedStarting>): void;
}

/** What a new holder of the role starts with; nothing here touches those who hold it already. */
export function StartingFields({ value, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const { currency, limitsView } = useViewer();
  return (
    <Stack gap="sm" maw={560}>
      <Text size="sm" c="dimmed">
        {t('roles.startingHint')}
      </Text>
      <Figure label={t('limits.maxCapacity')} max={100_000} value={value.maxCapacity} readOnly={readOnly} onChange={(maxCapacity) => onChange({ maxCapacity })} />
      <Figure label={t('limits.maxDiscretion')} max={10_000} value={value.maxDiscretionBps} readOnly={readOnly} onChange={(maxDiscretionBps) => onChange({ maxDiscretionBps })} />
      {limitNames(limitsView).map((name) => (
        <LimitField
          key={name}
          label={t(`limits.${name}`)}
          description={t(`limits.hint.${name}`)}
          currency={currency}
          value={value[name]}
          onChange={(limit) => onChange({ [name]: limit })}
          readOnly={readOnly}
        />
      ))}
      <PreferenceFields value={value} readOnly={readOnly} onChange={onChange} />
    </Stack>
  );
}

const switches = { asCompany: null, on: true, off: false } as const;
type Switch = keyof typeof switches;

function PreferenceFields({ value, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const now = (Object.keys(switches) as Switch[]).find((one) => switches[one] === value.autoAssign) ?? 'asCompany';
  const sets = [
    ['locations', locations, names.province],
    ['languages', languagesOfDeals, names.language],
    ['propertyTypes', propertyTypes, names.propertyType],
  ] as const;
  return (
    <>
      <Input.Wrapper label={t('preferences.autoAssign')} labelElement="div" size="xs">
        <div>
          <SegmentedControl
            aria-label={t('preferences.autoAssign')}
            data={(Object.keys(switches) as Switch[]).map((one) => ({ value: one, label: t(`roles.switch.${one}`) }))}
            value={now}
            onChange={(one) => onChange({ autoAssign: switches[one as Switch] })}
            readOnly={readOnly}
          />
        </div>
      </Input.Wrapper>
      {sets.map(([key, values, name]) => (
        <MultiSelect
          key={key}
          label={t(`preferences.${key}`)}
          placeholder={value[key].length === 0 ? t('preferences.anything') : undefined}
          data={values.map((one) => ({ value: one, label: name(one) }))}
          value={value[key]}
          onChange={(list) => onChange({ [key]: list })}
          readOnly={readOnly}
          searchable
          hidePickedOptions
        />
      ))}
    </>
  );
}

interface FigureProps {
  label: string;
  max: number;
  value: number | null;
  readOnly: boolean;
  onChange(value: number | null): void;
}

function Figure({ label, max, value, readOnly, onChange }: FigureProps) {
  return (
    <NumberInput
      label={label}
      value={value ?? ''}
      onChange={(typed) => onChange(typeof typed === 'number' ? typed : null)}
      allowDecimal={false}
      allowNegative={false}
      max={max}
      readOnly={readOnly}
      styles={{ wrapper: { maxWidth: 160 } }}
    />
  );
}

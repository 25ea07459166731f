import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, addMonths, monthOf, type LocalDate } from '../../services/dates';
import { DateField } from '../dates/DateField';

interface Range {
  from: LocalDate;
  to: LocalDate;
}

interface Props extends Range {
  today: LocalDate;
  /** Never a range that is backwards: such a one is told of, and kept until it is put right. */
  onChange(range: Range): void;
}

/** The days of a report, with those that people ask for most. */
export function RangeForm({ from, to, today, onChange }: Props) {
  const { t } = useTranslation();
  const asked = `${from} ${to}`;
  const [kept, setKept] = useState({ asked, range: { from, to } });
  // Another range from outside, such as of a kept view, takes the place of what was entered.
  const shown = kept.asked === asked ? kept.range : { from, to };
  const change = (range: Range) => {
    setKept({ asked, range });
    if (range.from <= range.to) onChange(range);
  };
  const presets = presetsOf(today);
  return (
    <Group gap="xs" align="flex-start">
      <DateField aria-label={t('production.from')} value={shown.from} onChange={(day) => day && change({ ...shown, from: day })} steady w={140} />
      <DateField
        aria-label={t('production.to')}
        value={shown.to}
        onChange={(day) => day && change({ ...shown, to: day })}
        error={shown.to < shown.from ? t('production.backwards') : undefined}
        steady
        w={140}
      />
      {(Object.keys(presets) as (keyof typeof presets)[]).map((name) => (
        <Button
          key={name}
          variant="default"
          size="compact-xs"
          mt={5}
          aria-pressed={presets[name].from === shown.from && presets[name].to === shown.to}
          onClick={() => change(presets[name])}
        >
          {t(`production.preset.${name}`)}
        </Button>
      ))}
    </Group>
  );
}

function presetsOf(today: LocalDate) {
  const month = monthOf(today);
  const year = Number(today.slice(0, 4));
  return {
    month: { from: `${month}-01`, to: today },
    lastMonth: { from: `${addMonths(month, -1)}-01`, to: addDays(`${month}-01`, -1) },
    year: { from: `${year}-01-01`, to: today },
    lastYear: { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` },
  } as const;
}

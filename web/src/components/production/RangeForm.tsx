import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { addDays, addMonths, monthOf, type LocalDate } from '../../services/dates';
import { DateField } from '../dates/DateField';

interface Props {
  from: LocalDate;
  to: LocalDate;
  today: LocalDate;
  onChange(range: { from: LocalDate; to: LocalDate }): void;
}

/** The days of a report, with those that people ask for most. */
export function RangeForm({ from, to, today, onChange }: Props) {
  const { t } = useTranslation();
  const month = monthOf(today);
  const presets = {
    month: { from: `${month}-01`, to: today },
    lastMonth: { from: `${addMonths(month, -1)}-01`, to: addDays(`${month}-01`, -1) },
    year: { from: `${today.slice(0, 4)}-01-01`, to: today },
    lastYear: { from: `${Number(today.slice(0, 4)) - 1}-01-01`, to: `${Number(today.slice(0, 4)) - 1}-12-31` },
  } as const;
  return (
    <Group gap="xs">
      <DateField aria-label={t('production.from')} value={from} onChange={(day) => day && onChange({ from: day, to: day > to ? day : to })} w={140} />
      <DateField aria-label={t('production.to')} value={to} onChange={(day) => day && onChange({ from: day < from ? day : from, to: day })} w={140} />
      {(Object.keys(presets) as (keyof typeof presets)[]).map((name) => (
        <Button
          key={name}
          variant="default"
          size="compact-xs"
          aria-pressed={presets[name].from === from && presets[name].to === to}
          onClick={() => onChange(presets[name])}
        >
          {t(`production.preset.${name}`)}
        </Button>
      ))}
    </Group>
  );
}

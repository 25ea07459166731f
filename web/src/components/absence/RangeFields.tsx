import { Button, Group, Text } from '@mantine/core';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, daysBetween, weekdayOf, type LocalDate } from '../../services/dates';
import { useFormats } from '../../services/format';
import { useViewer } from '../../services/viewerContext';
import { DateField } from '../dates/DateField';
import type { Slip, Wanted } from './wanted';

const RangeCalendar = lazy(() => import('../dates/RangeCalendar').then(({ RangeCalendar }) => ({ default: RangeCalendar })));

interface Props {
  value: Wanted;
  today: LocalDate;
  slip: Slip | null;
  readOnly: boolean;
  onChange(part: Partial<Wanted>): void;
}

/** First and last day, with the ranges that people mean most; and when exactly it is over. */
export function RangeFields({ value: { start, end }, today, slip, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const { date, number } = useFormats();
  const { zone } = useViewer();
  const monday = addDays(today, 8 - weekdayOf(today));
  const presets = {
    today: [today, today],
    restOfWeek: [today, addDays(today, Math.max(0, 5 - weekdayOf(today)))],
    nextWeek: [monday, addDays(monday, 4)],
    twoWeeks: [monday, addDays(monday, 11)],
  } as const;
  const calendar = (close: () => void) => (
    <RangeCalendar
      {...{ start, end }}
      onPick={(first, last) => {
        onChange({ start: first, end: last });
        close();
      }}
    />
  );
  return (
    <div>
      <Group gap="xs" align="flex-start">
        <DateField
          label={t('absence.from')}
          value={start}
          // The first day moves the last one along, so that a range never turns around by itself.
          onChange={(day) => onChange({ start: day, ...(day > end && { end: day }) })}
          calendar={calendar}
          readOnly={readOnly}
          flex="1 1 130px"
          maw={180}
        />
        <DateField
          label={t('absence.to')}
          value={end}
          onChange={(day) => onChange({ end: day })}
          calendar={calendar}
          error={slip && t(`absence.slip.${slip}`)}
          readOnly={readOnly}
          flex="1 1 130px"
          maw={180}
        />
      </Group>
      {!readOnly && (
        <Group gap={4} mt={6}>
          {(Object.keys(presets) as (keyof typeof presets)[]).map((name) => (
            <Button
              key={name}
              variant="default"
              size="compact-xs"
              aria-pressed={presets[name][0] === start && presets[name][1] === end}
              onClick={() => onChange({ start: presets[name][0], end: presets[name][1] })}
            >
              {t(`absence.preset.${name}`)}
            </Button>
          ))}
        </Group>
      )}
      {!slip && start && end && (
        <Text size="xs" c="dimmed" mt={6}>
          {t('absence.over', { count: daysBetween(start, end), days: number(daysBetween(start, end)), date: date(addDays(end, 1)), zone })}
        </Text>
      )}
    </div>
  );
}

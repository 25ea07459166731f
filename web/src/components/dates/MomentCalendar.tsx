import '@mantine/dates/styles.css';
import { Button, Group, Stack, Text } from '@mantine/core';
import { DatePicker, TimePicker } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayEnd, type LocalMoment } from '../../services/typedDate';
import { useCalendar } from './useCalendar';

interface Props {
  value: LocalMoment;
  /** No later than this. */
  max: LocalMoment;
  zone: string;
  onPick(moment: LocalMoment): void;
}

/** A day and a time of the company's clock, taken over together. */
export function MomentCalendar({ value, max, zone, onPick }: Props) {
  const { t } = useTranslation();
  const [day, setDay] = useState((value || max).slice(0, 10));
  // No time is the end of the day.
  const [time, setTime] = useState((value || max).slice(11, 16).replace(dayEnd, ''));
  const calendar = useCalendar(day);
  const wanted = `${day}T${time || dayEnd}`;
  return (
    <Stack gap="xs">
      <DatePicker {...calendar} value={day} defaultDate={day} maxDate={max.slice(0, 10)} onChange={(date) => date && setDay(date)} />
      <Group align="flex-end" justify="space-between" wrap="nowrap">
        <TimePicker size="xs" label={t('dates.time')} value={time} onChange={setTime} format="24h" hoursInputLabel={t('dates.hours')} minutesInputLabel={t('dates.minutes')} />
        <Button onClick={() => onPick(wanted > max ? max : wanted)}>{t('dates.take')}</Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t('dates.clock', { zone })}
      </Text>
    </Stack>
  );
}

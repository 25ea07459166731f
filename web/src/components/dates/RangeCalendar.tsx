import '@mantine/dates/styles.css';
import { DatePicker } from '@mantine/dates';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import type { LocalDate } from '../../services/dates';
import { useCalendar } from './useCalendar';

interface Props {
  start: LocalDate;
  end: LocalDate;
  min?: LocalDate;
  /** The first press chooses the first day, the second one the last; the same day twice is one day. */
  onPick(start: LocalDate, end: LocalDate): void;
}

/** Two months of a calendar in which a first and a last day are pressed. */
export function RangeCalendar({ start, end, min, onPick }: Props) {
  const calendar = useCalendar(start);
  const narrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const [picked, setPicked] = useState<[string | null, string | null]>([start || null, end || null]);
  return (
    <DatePicker
      {...calendar}
      type="range"
      numberOfColumns={narrow ? 1 : 2}
      allowSingleDateInRange
      value={picked}
      defaultDate={start || min}
      minDate={min}
      onChange={([first, last]) => {
        setPicked([first, last]);
        if (first && last) onPick(first, last);
      }}
    />
  );
}

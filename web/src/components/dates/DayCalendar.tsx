import '@mantine/dates/styles.css';
import { DatePicker } from '@mantine/dates';
import type { LocalDate } from '../../services/dates';
import { useCalendar } from './useCalendar';

interface Props {
  value: LocalDate;
  min?: LocalDate;
  max?: LocalDate;
  onPick(date: LocalDate): void;
}

/** One day of a calendar; the arrow keys go from day to day. */
export function DayCalendar({ value, min, max, onPick }: Props) {
  const calendar = useCalendar(value || max || '');
  return <DatePicker {...calendar} value={value || null} defaultDate={value || max} minDate={min} maxDate={max} onChange={(date) => date && onPick(date)} />;
}

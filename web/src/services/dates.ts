/**
 * Local dates as the API gives them: "2026-03-09". A date is no instant; it is
 * reckoned here in UTC, where every day has 24 hours.
 */
export type LocalDate = string;

const dayLength = 86_400_000;

const reckon = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`);
const written = (time: number): LocalDate => new Date(time).toISOString().slice(0, 10);

export const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(reckon(text));

export const addDays = (date: LocalDate, days: number): LocalDate => written(reckon(date) + days * dayLength);

/** How many days there are from one date to another, both counted. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => Math.round((reckon(to) - reckon(from)) / dayLength) + 1;

/** The date that an instant has in a zone. */
export function dateIn(zone: string, instant: Date): LocalDate {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(instant);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** Months are written as the first seven characters of their dates. */
export type Month = string;

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

export const monthOf = (date: LocalDate): Month => date.slice(0, 7);

export function addMonths(month: Month, months: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The dates of a month, first to last. */
export function daysOf(month: Month): LocalDate[] {
  const first = `${month}-01`;
  const count = daysBetween(first, `${addMonths(month, 1)}-01`) - 1;
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

/** 1 for Monday to 7 for Sunday. */
export const weekdayOf = (date: LocalDate): number => new Date(reckon(date)).getUTCDay() || 7;

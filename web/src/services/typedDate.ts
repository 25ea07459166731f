import { isDate, type LocalDate } from './dates';

type Part = 'year' | 'month' | 'day';

const sample = Date.UTC(2026, 11, 31);

/** How a language writes a date in figures: the order of its parts, and what stands between them. */
function writtenAs(locale: string) {
  const format = new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' });
  const order = format.formatToParts(sample).map(({ type }) => type).filter((type): type is Part => ['year', 'month', 'day'].includes(type));
  return { format, order };
}

/** A date as people type it: "31.12.2026" in German, "2026-12-31" in Canada. */
export const showDate = (date: LocalDate, locale: string): string => writtenAs(locale).format.format(new Date(`${date}T00:00:00Z`));

const within = (year: number, month: number, day: number): LocalDate | null => {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  // 31 February is no date, though it could be reckoned as one.
  return isDate(date) && new Date(`${date}T00:00:00Z`).getUTCDate() === day ? date : null;
};

/**
 * Reads what somebody typed: in the order of the language, or year first, with any marks between.
 * A year of two figures is one of this century. Null is no date.
 */
export function parseDate(text: string, locale: string): LocalDate | null {
  const figures = /^\s*(\d+)[\s./-]+(\d+)[\s./-]+(\d+)[\s.]*$/.exec(text)?.slice(1);
  if (!figures) return null;
  const yearFirst = figures[0]!.length === 4;
  const order: Part[] = yearFirst ? ['year', 'month', 'day'] : writtenAs(locale).order;
  const part = (name: Part) => figures[order.indexOf(name)] ?? '';
  if (![2, 4].includes(part('year').length) || part('month').length > 2 || part('day').length > 2) return null;
  const year = Number(part('year'));
  return within(part('year').length === 2 ? 2000 + year : year, Number(part('month')), Number(part('day')));
}

/** A day and a wall clock of that day: "2026-03-03T12:00"; 24:00 is the end of the day. */
export type LocalMoment = string;

/** How the clock stands at the end of a day (ISO 8601-1:2019/Amd 1, 24:00). */
export const dayEnd = '24:00';

/** The end of a day is written as the day alone. */
export const showMoment = (moment: LocalMoment, locale: string): string => {
  const day = showDate(moment.slice(0, 10), locale);
  const time = moment.slice(11, 16);
  return time === dayEnd ? day : `${day} ${time}`;
};

/** Reads a day with a time; without one it is the end of that day. Null is neither. */
export function parseMoment(text: string, locale: string): LocalMoment | null {
  const [, day = '', hour, minute] = /^(.*?)(?:[\sT,]+(\d{1,2})[:.h](\d{2})(?:\s*Uhr)?)?\s*$/.exec(text.trim()) ?? [];
  const date = parseDate(day, locale);
  if (!date) return null;
  if (hour === undefined || minute === undefined) return `${date}T${dayEnd}`;
  return Number(hour) < 24 && Number(minute) < 60 ? `${date}T${hour.padStart(2, '0')}:${minute}` : null;
}

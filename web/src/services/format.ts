import { useTranslation } from 'react-i18next';
import type { LocalDate, Month } from './dates';
import { localeOf } from './language';

/** Money as the API gives it: a decimal text, never a float. */
export interface Money {
  amount: string;
  currency: string;
}

export interface Formats {
  locale: string;
  money(value: Money): string;
  number(value: number): string;
  percent(basisPoints: number): string;
  instant(value: string): string;
  /** To the second, where instants are compared. */
  moment(value: string): string;
  day(value: string): string;
  /** A local date, such as the first day of an absence. */
  date(value: LocalDate): string;
  dates(from: LocalDate, to: LocalDate): string;
  month(value: Month): string;
  weekday(value: LocalDate): string;
  people(names: readonly string[]): string;
}

// Intl.NumberFormat takes a decimal text exactly; TypeScript's declaration knows
// this type by another name than string.
type Decimal = Intl.StringNumericLiteral;

function build(locale: string): Formats {
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const numbers = new Intl.NumberFormat(locale);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const currencies = new Map<string, Intl.NumberFormat>();
  const moneyOf = (currency: string) => {
    const known = currencies.get(currency);
    if (known) return known;
    const made = new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
    currencies.set(currency, made);
    return made;
  };
  return {
    locale,
    money: ({ amount, currency }) => moneyOf(currency).format(amount as Decimal),
    number: (value) => numbers.format(value),
    percent: (basisPoints) => percents.format(basisPoints / 10_000),
    instant: (value) => instants.format(new Date(value)),
    moment: (value) => moments.format(new Date(value)),
    day: (value) => days.format(new Date(value)),
    date: (value) => dates.format(new Date(value)),
    dates: (from, to) => dates.formatRange(new Date(from), new Date(to)),
    month: (value) => months.format(new Date(`${value}-01`)),
    weekday: (value) => weekdays.format(new Date(value)),
    people: (names) => lists.format(names),
  };
}

const built = new Map<string, Formats>();

/** Formats of a language; the Intl objects behind them are made once. */
export function formatsOf(language: string): Formats {
  const locale = localeOf(language);
  let formats = built.get(locale);
  if (!formats) {
    formats = build(locale);
    built.set(locale, formats);
  }
  return formats;
}

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return formatsOf(i18n.language);
}

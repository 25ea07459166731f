import type { TFunction } from 'i18next';
import { lazy, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalDate } from '../../services/dates';
import { useFormats } from '../../services/format';
import { parseDate, showDate } from '../../services/typedDate';
import { TypedField, type FieldProps } from './TypedField';

const DayCalendar = lazy(() => import('./DayCalendar').then(({ DayCalendar }) => ({ default: DayCalendar })));

interface Props extends FieldProps {
  /** Empty where nothing is chosen, or what is typed is no day that can be chosen. */
  onChange(date: LocalDate): void;
  min?: LocalDate;
  max?: LocalDate;
  clearable?: boolean;
  /** What is no day that can be chosen is told of, and leaves the value as it is. */
  steady?: boolean;
  /** Instead of the calendar of single days. */
  calendar?(close: () => void): ReactNode;
}

/** A day, typed as the reader's language writes it or picked in a calendar. */
export function DateField({ min, max, clearable = false, steady = false, calendar, onChange, ...field }: Props) {
  const { t } = useTranslation();
  const { locale } = useFormats();
  const read = (text: string) => {
    const date = parseDate(text, locale);
    return date && (!min || date >= min) && (!max || date <= max) ? date : null;
  };
  const pick = (close: () => void) => (
    <DayCalendar
      {...{ value: field.value, min, max }}
      onPick={(date) => {
        onChange(date);
        close();
      }}
    />
  );
  return (
    <TypedField
      placeholder={t('dates.format')}
      {...field}
      show={(date) => showDate(date, locale)}
      read={read}
      wrong={tellBounds(t, locale, min, max)}
      onChange={(date) => (date !== null || !steady) && onChange(date ?? '')}
      clear={clearable ? t('dates.clear') : undefined}
      calendar={calendar ?? pick}
    />
  );
}

/** What can be entered: a day as the language writes it, no earlier and no later than that. */
function tellBounds(t: TFunction<'console'>, locale: string, min?: LocalDate, max?: LocalDate): string {
  const from = min && showDate(min, locale);
  const to = max && showDate(max, locale);
  if (from && to) return t('dates.between', { from, to });
  if (from) return t('dates.notBefore', { from });
  return to ? t('dates.notAfter', { to }) : t('dates.wrong', { example: showDate('2026-12-31', locale) });
}

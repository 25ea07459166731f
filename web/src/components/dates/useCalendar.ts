import 'dayjs/locale/de';
import 'dayjs/locale/fr-ca';
import { useTranslation } from 'react-i18next';
import type { LocalDate } from '../../services/dates';
import classes from './calendar.module.css';

const locales: Record<string, string> = { de: 'de', fr: 'fr-ca' };

/**
 * What calendars have in common: the reader's language, the first day of their week, the day at
 * which the keyboard begins, and the names of buttons.
 */
export function useCalendar(begin: LocalDate) {
  const { t, i18n } = useTranslation();
  const european = i18n.language === 'de';
  return {
    locale: locales[i18n.language] ?? 'en',
    firstDayOfWeek: european ? (1 as const) : (0 as const),
    highlightToday: true,
    size: 'sm' as const,
    classNames: { day: classes.day },
    // Where the keyboard begins.
    getDayProps: (date: string) => (date === begin ? { 'data-autofocus': true } : {}),
    ariaLabels: {
      previousMonth: t('dates.monthBefore'),
      nextMonth: t('dates.monthAfter'),
      previousYear: t('dates.yearBefore'),
      nextYear: t('dates.yearAfter'),
      previousDecade: t('dates.decadeBefore'),
      nextDecade: t('dates.decadeAfter'),
    },
  };
}

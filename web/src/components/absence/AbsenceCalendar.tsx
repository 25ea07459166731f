import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Absence } from '../../services/absences';
import { calendarRows, type Span } from '../../services/calendar';
import { addMonths, daysOf, monthOf, weekdayOf, type LocalDate, type Month } from '../../services/dates';
import { useFormats } from '../../services/format';
import { initialsOf } from '../../services/person';
import { PersonLink } from '../PersonLink';
import classes from './AbsenceCalendar.module.css';

interface Props {
  month: Month;
  today: LocalDate;
  absences: readonly Absence[];
  onPick(userId: string): void;
}

/** Who is away on which days of a month, one row a person, the delegate written on the bar. */
export function AbsenceCalendar({ month, today, absences, onPick }: Props) {
  const formats = useFormats();
  const { date, weekday, number } = formats;
  const days = daysOf(month);
  const rows = calendarRows(absences, month);
  const tracks = { gridTemplateColumns: `repeat(${days.length}, minmax(27px, 1fr))` };
  return (
    <div className={classes.frame} tabIndex={0} role="region" aria-label={formats.month(month)}>
      <div className={classes.grid}>
        <div className={classes.row} aria-hidden>
          <span className={classes.name} />
          <div className={classes.days} style={tracks}>
            {days.map((day) => (
              <span key={day} className={classes.head} data-weekend={weekdayOf(day) > 5} data-today={day === today} title={date(day)}>
                <span className={classes.weekday}>{weekday(day).slice(0, 1)}</span>
                {number(Number(day.slice(8)))}
              </span>
            ))}
          </div>
        </div>
        <ul className={classes.people}>
          {rows.map(({ user, spans }) => (
            <li key={user.id} className={classes.row}>
              <span className={classes.name}>
                <PersonLink id={user.id} name={user.name} />
              </span>
              <div className={classes.days} style={tracks}>
                {days.map((day, index) => (
                  <span
                    key={day}
                    className={classes.day}
                    style={{ gridColumn: index + 1, gridRow: 1 }}
                    data-weekend={weekdayOf(day) > 5}
                    data-today={day === today}
                    aria-hidden
                  />
                ))}
                {spans.map((span) => (
                  <Bar key={span.stay.id} span={span} onPick={() => onPick(user.id)} />
                ))}
              </div>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Bar({ span: { stay, first, last, before, after }, onPick }: { span: Span<Absence>; onPick(): void }) {
  const { t } = useTranslation();
  const { dates } = useFormats();
  const range = dates(stay.startDate, stay.endDate);
  const told = stay.delegate ? t('absence.delegatedTo', { name: stay.delegate.name }) : t('absence.noDelegate');
  return (
    <button
      type="button"
      className={classes.bar}
      style={{ gridColumn: `${first} / ${last + 1}`, gridRow: 1 }}
      data-state={stay.state}
      data-before={before}
      data-after={after}
      title={`${range}. ${told}`}
      aria-label={`${range}. ${told}`}
      // Drawn by the style sheet where a name has no room: text that is cut off would be no name.
      data-short={stay.delegate ? initialsOf(stay.delegate.name) : undefined}
      data-narrow={last - first < 2}
      onClick={onPick}
    >
      {last - first >= 2 && stay.delegate && `→ ${stay.delegate.name}`}
    </button>
  );
}

interface MonthProps {
  month: Month;
  today: LocalDate;
  onChange(month: Month): void;
}

/** Leads from month to month, and back to the present one. */
export function MonthSwitch({ month, today, onChange }: MonthProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon variant="default" aria-label={t('absence.monthBefore')} onClick={() => onChange(addMonths(month, -1))}>
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <Text component="span" size="sm" fw={500} className={classes.month} aria-live="polite">
        {formats.month(month)}
      </Text>
      <ActionIcon variant="default" aria-label={t('absence.monthAfter')} onClick={() => onChange(addMonths(month, 1))}>
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
      {month !== monthOf(today) && (
        <Button variant="subtle" size="compact-xs" onClick={() => onChange(monthOf(today))}>
          {t('absence.thisMonth')}
        </Button>
      )}
    </Group>
  );
}

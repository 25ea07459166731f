import { useTranslation } from 'react-i18next';
import type { Absence } from '../../services/absences';
import type { CalendarRow, Span } from '../../services/calendar';
import { weekdayOf, type LocalDate } from '../../services/dates';
import { useFormats } from '../../services/format';
import { initialsOf } from '../../services/person';
import { PersonLink } from '../PersonLink';
import classes from './AbsenceCalendar.module.css';

interface Props {
  row: CalendarRow<Absence>;
  days: readonly LocalDate[];
  today: LocalDate;
  onPick(userId: string): void;
}

/** Somebody's month: a bar for each absence. */
export function CalendarLane({ row: { user, spans }, days, today, onPick }: Props) {
  return (
    <>
      <span className={classes.name}>
        <PersonLink id={user.id} name={user.name} />
      </span>
      <div className={classes.days} style={{ gridTemplateColumns: tracksOf(days) }}>
        {days.map((day, index) => (
          <span key={day} className={classes.day} style={{ gridColumn: index + 1, gridRow: 1 }} data-weekend={weekdayOf(day) > 5} data-today={day === today} aria-hidden />
        ))}
        {spans.map((span) => (
          <Bar key={span.stay.id} span={span} onPick={() => onPick(user.id)} />
        ))}
      </div>
    </>
  );
}

/** Days are equally wide. */
export const tracksOf = (days: readonly LocalDate[]): string => `repeat(${days.length}, minmax(27px, 1fr))`;

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

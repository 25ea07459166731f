import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Absence } from '../../services/absences';
import { calendarRows } from '../../services/calendar';
import { daysOf, weekdayOf, type LocalDate, type Month } from '../../services/dates';
import { useFormats } from '../../services/format';
import { plainLanes, teamLanes, type Lane } from '../../services/lanes';
import classes from './AbsenceCalendar.module.css';
import { CalendarLane, tracksOf } from './CalendarLane';

interface Props {
  month: Month;
  today: LocalDate;
  absences: readonly Absence[];
  /** People stand under who leads them. */
  teams: boolean;
  onPick(userId: string): void;
}

const laneHeight = 32;

/** Who is away on which days of a month, one row a person, the delegate written on the bar. Rows exist only while they are seen. */
export function AbsenceCalendar({ month, today, absences, teams, onPick }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const frame = useRef<HTMLDivElement>(null);
  const days = daysOf(month);
  const lanes = useMemo(() => {
    const rows = calendarRows(absences, month);
    return teams ? teamLanes(rows, ({ lead }) => lead) : plainLanes(rows);
  }, [absences, month, teams]);
  const virtual = useVirtualizer({ count: lanes.length, getScrollElement: () => frame.current, estimateSize: () => laneHeight, overscan: 6 });
  const named = (lane: Lane<Absence> & { kind: 'team' }) => t('absence.teamOf', { name: lane.lead?.name ?? t('absence.noLead'), count: lane.people });
  return (
    <div ref={frame} className={classes.frame} tabIndex={0} role="region" aria-label={formats.month(month)}>
      <div className={classes.grid}>
        <Head days={days} today={today} />
        <ul className={classes.people} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const lane = lanes[index];
            if (!lane) return null;
            return (
              <li
                key={lane.kind === 'team' ? `team-${lane.lead?.id ?? ''}` : lane.row.user.id}
                className={classes.row}
                data-index={index}
                data-team={lane.kind === 'team'}
                style={{ transform: `translateY(${start}px)`, height: laneHeight }}
                aria-setsize={lanes.length}
                aria-posinset={index + 1}
              >
                {lane.kind === 'team' ? <span className={classes.team}>{named(lane)}</span> : <CalendarLane {...{ days, today, onPick }} row={lane.row} />}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

/** The days of the month, which stay in sight. */
function Head({ days, today }: { days: readonly LocalDate[]; today: LocalDate }) {
  const { date, weekday, number } = useFormats();
  return (
    <div className={classes.top} aria-hidden>
      <span className={classes.name} />
      <div className={classes.days} style={{ gridTemplateColumns: tracksOf(days) }}>
        {days.map((day) => (
          <span key={day} className={classes.head} data-weekend={weekdayOf(day) > 5} data-today={day === today} title={date(day)}>
            <span className={classes.weekday}>{weekday(day).slice(0, 1)}</span>
            {number(Number(day.slice(8)))}
          </span>
        ))}
      </div>
    </div>
  );
}

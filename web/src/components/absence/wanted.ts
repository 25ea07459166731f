import type { Leave } from '../../services/absences';
import { isDate, type LocalDate } from '../../services/dates';
import type { Person } from '../../services/person';

/** A leave as the form holds it. */
export interface Wanted {
  start: LocalDate;
  end: LocalDate;
  delegate: Person | null;
}

/** What the form begins with: the leave that is planned or goes on, else today. */
export function wantedOf({ absence }: Leave, today: LocalDate): Wanted {
  if (!absence) return { start: today, end: today, delegate: null };
  return { start: absence.startDate, end: absence.endDate, delegate: absence.delegate };
}

export type Slip = 'noDate' | 'backwards' | 'past';

/** What is wrong with the dates before anybody asks the server (OO-8). */
export function slipOf({ start, end }: Wanted, today: LocalDate): Slip | null {
  if (!isDate(start) || !isDate(end)) return 'noDate';
  if (end < start) return 'backwards';
  return end < today ? 'past' : null;
}

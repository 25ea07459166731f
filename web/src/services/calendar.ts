import { daysBetween, daysOf, type LocalDate, type Month } from './dates';

/** What a calendar shows: somebody, from one day to another, both counted. */
export interface Stay {
  id: string;
  user: { id: string; name: string };
  startDate: LocalDate;
  endDate: LocalDate;
}

/** A stay within one month: the columns it covers, counted from 1, and whether it goes on beyond. */
export interface Span<Kind extends Stay> {
  stay: Kind;
  first: number;
  last: number;
  before: boolean;
  after: boolean;
}

export interface CalendarRow<Kind extends Stay> {
  user: Kind['user'];
  spans: Span<Kind>[];
}

/** One row a person, by first day away and then by name; who is never away that month has none. */
export function calendarRows<Kind extends Stay>(stays: readonly Kind[], month: Month): CalendarRow<Kind>[] {
  const days = daysOf(month);
  const [start, end] = [days[0]!, days.at(-1)!];
  const rows = new Map<string, CalendarRow<Kind>>();
  const inMonth = stays.filter((stay) => stay.startDate <= end && stay.endDate >= start);
  for (const stay of inMonth.sort((a, b) => (a.startDate < b.startDate ? -1 : 1))) {
    const row = rows.get(stay.user.id) ?? { user: stay.user, spans: [] as Span<Kind>[] };
    const before = stay.startDate < start;
    const after = stay.endDate > end;
    row.spans.push({
      ...{ stay, before, after },
      first: before ? 1 : daysBetween(start, stay.startDate),
      last: after ? days.length : daysBetween(start, stay.endDate),
    });
    rows.set(stay.user.id, row);
  }
  return [...rows.values()].sort((a, b) => a.spans[0]!.first - b.spans[0]!.first || a.user.name.localeCompare(b.user.name));
}

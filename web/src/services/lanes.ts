import type { CalendarRow, Stay } from './calendar';
import type { Person } from './person';

/** What a calendar shows from top to bottom: people, or people under the name of who leads them. */
export type Lane<Kind extends Stay> = { kind: 'person'; row: CalendarRow<Kind> } | { kind: 'team'; lead: Person | null; people: number };

/** One lane a person. */
export const plainLanes = <Kind extends Stay>(rows: readonly CalendarRow<Kind>[]): Lane<Kind>[] => rows.map((row) => ({ kind: 'person', row }));

/** People under their direct manager, teams by name; who has none stands last. */
export function teamLanes<Kind extends Stay>(rows: readonly CalendarRow<Kind>[], leadOf: (stay: Kind) => Person | null): Lane<Kind>[] {
  const teams = new Map<string, { lead: Person | null; rows: CalendarRow<Kind>[] }>();
  for (const row of rows) {
    const lead = leadOf(row.spans[0]!.stay);
    const team = teams.get(lead?.id ?? '') ?? { lead, rows: [] };
    team.rows.push(row);
    teams.set(lead?.id ?? '', team);
  }
  const order = [...teams.values()].sort((a, b) => Number(!a.lead) - Number(!b.lead) || (a.lead?.name ?? '').localeCompare(b.lead?.name ?? ''));
  return order.flatMap(({ lead, rows: people }) => [{ kind: 'team' as const, lead, people: people.length }, ...plainLanes(people)]);
}

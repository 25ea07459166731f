import { addDays, dateIn } from './dates';
import { dayEnd, type LocalMoment } from './typedDate';

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetOf(zone: string, time: number): number {
  const parts = new Intl.DateTimeFormat('en', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(time);
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value ?? 0);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - (time - (time % 1000));
}

/**
 * The instant of a wall clock in a zone, such as "2026-03-03T12:00" in America/Toronto.
 * Where the clock shows it twice it is the first, where it skips it the instant after.
 */
export function instantIn(zone: string, local: string): string {
  const wall = Date.parse(`${local}Z`);
  const before = wall - offsetOf(zone, wall - 86_400_000);
  const after = wall - offsetOf(zone, wall + 86_400_000);
  const found = [before, after].filter((time) => time + offsetOf(zone, time) === wall);
  const time = found.length > 0 ? Math.min(...found) : Math.max(before, after);
  return new Date(time).toISOString().replace('.000Z', 'Z');
}

/**
 * The instant up to which something is asked for that stood at a moment, this one included. The
 * end of a day (24:00) is its last microsecond, which is what the API reckons in: midnight
 * belongs to the next day.
 */
export function asOfIn(zone: string, moment: LocalMoment): string {
  if (!moment.endsWith(`T${dayEnd}`)) return instantIn(zone, moment);
  const midnight = instantIn(zone, `${addDays(moment.slice(0, 10), 1)}T00:00`);
  return new Date(Date.parse(midnight) - 1).toISOString().replace('Z', '999Z');
}

/** What a wall clock of the zone shows at an instant, to the minute. */
export function localIn(zone: string, instant: Date): string {
  const time = new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }).format(instant);
  return `${dateIn(zone, instant)}T${time}`;
}

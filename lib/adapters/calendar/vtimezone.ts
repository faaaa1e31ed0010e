import * as Instants from 'temporal-polyfill/fns/Instant';
import * as ZonedDateTimes from 'temporal-polyfill/fns/ZonedDateTime';
import type { Instant, TimeZone } from '../../domain/calendar.ts';

/** Her calendar looks four weeks ahead; a reader may look back, and asks again before this runs out. */
const BEFORE_MS = 366 * 86_400_000;
const AFTER_MS = 731 * 86_400_000;

interface Observance {
  kind: 'STANDARD' | 'DAYLIGHT';
  /** Wall-clock time at which it begins, as the clock read just before. */
  begins: string;
  from: string;
  to: string;
}

/**
 * The rules of a zone around `now` (RFC 5545, section 3.6.5), out of this machine's own time zone data, by which the
 * lessons go too: each change of the clock stands there as it comes, so that no rule has to be guessed.
 */
export function vtimezone(zone: TimeZone, now: Instant): string {
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone}`];
  for (const { kind, begins, from, to } of observances(zone, now))
    lines.push(
      ...[`BEGIN:${kind}`, `DTSTART:${begins}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, `END:${kind}`],
    );
  return [...lines, 'END:VTIMEZONE'].join('\r\n');
}

function observances(zone: TimeZone, now: Instant): Observance[] {
  const end = now + AFTER_MS;
  let at = zonedAt(now - BEFORE_MS, zone);
  const usual = smallestOffset(zone, now);
  const observances = [observance(at, at, usual)];
  for (;;) {
    const next = ZonedDateTimes.getTimeZoneTransition(at, 'next');
    if (next === null || next.epochMilliseconds > end) return observances;
    observances.push(observance(ZonedDateTimes.subtractSeconds(next, 1), next, usual));
    at = next;
  }
}

function observance(before: ZonedDateTimes.Record, at: ZonedDateTimes.Record, usual: number): Observance {
  const [from, to] = [offsetOf(before), offsetOf(at)];
  return {
    kind: to > usual ? 'DAYLIGHT' : 'STANDARD',
    begins: wallClock(at.epochMilliseconds + from),
    from: written(from),
    to: written(to),
  };
}

/** Summer time is what lies ahead of the year's least offset. */
function smallestOffset(zone: TimeZone, now: Instant): number {
  const quarters = [0, 1, 2, 3].map((quarter) => now + quarter * (AFTER_MS / 8));
  return Math.min(...quarters.map((at) => offsetOf(zonedAt(at, zone))));
}

function zonedAt(at: Instant, zone: TimeZone): ZonedDateTimes.Record {
  return Instants.toZonedDateTimeISO(Instants.fromEpochMilliseconds(at), zone);
}

function offsetOf(zoned: ZonedDateTimes.Record): number {
  return ZonedDateTimes.offsetNanoseconds(zoned) / 1_000_000;
}

/** `+0530`, `-0330`. */
function written(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${offsetMs < 0 ? '-' : '+'}${hours}${rest}`;
}

/** `20261025T020000`, of a moment moved by its offset. */
function wallClock(shifted: number): string {
  return new Date(shifted).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
}

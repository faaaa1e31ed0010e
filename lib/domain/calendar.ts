import * as Instants from 'temporal-polyfill/fns/Instant';
import * as PlainDates from 'temporal-polyfill/fns/PlainDate';
import * as PlainTimes from 'temporal-polyfill/fns/PlainTime';
import * as ZonedDateTimes from 'temporal-polyfill/fns/ZonedDateTime';

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A calendar day without a zone, `YYYY-MM-DD`. Sorts as text. */
export type LocalDate = string;

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** How forms and lists write the days of the week, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** An IANA time zone name, such as `Europe/London`. */
export type TimeZone = string;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The calendar day at `at` in `zone`. */
export function localDate(at: Instant, zone: TimeZone): LocalDate {
  return dayOf(at + offsetAt(at, zone).aheadMs);
}

/**
 * The moment of `hour`:00 on `day` in `zone`. A local time that does not exist (clocks go forward) moves
 * forward; one that occurs twice is its first occurrence (docs/rules/schedule.md#local-time).
 */
export function instantAt(day: LocalDate, hour: number, zone: TimeZone): Instant {
  const wall = midnight(day) + hour * HOUR_MS;
  const { from, until, aheadMs } = offsetAt(wall - DAY_MS, zone);
  // No zone is a day off UTC: with no change of its clocks in two days, the hour exists once.
  if (from <= wall - DAY_MS && wall + DAY_MS <= until) return wall - aheadMs;
  const plainTime = PlainTimes.fromFields({ hour });
  return PlainDates.toZonedDateTime(plainDate(day), { timeZone: zone, plainTime }).epochMilliseconds;
}

export function addDays(day: LocalDate, days: number): LocalDate {
  return dayOf(midnight(day) + days * DAY_MS);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. Clock changes play no part. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (midnight(to) - midnight(from)) / DAY_MS;
}

/** Whole weeks from `from` to `to`, never below 0. */
export function wholeWeeksBetween(from: LocalDate, to: LocalDate): number {
  return Math.max(0, Math.floor(daysBetween(from, to) / 7));
}

export function weekdayOf(day: LocalDate): Weekday {
  return weekday(new Date(midnight(day)).getUTCDay() || 7);
}

/** The first `day` of the week on or after `from`. */
export function firstWeekdayFrom(from: LocalDate, day: Weekday): LocalDate {
  return addDays(from, (day - weekdayOf(from) + 7) % 7);
}

/** Whether `name` is a zone that this machine's time zone data knows. */
export function isTimeZone(name: string): boolean {
  try {
    return offsets.has(name) || zoned(0, name).timeZoneId !== '';
  } catch {
    return false;
  }
}

/** Every zone that this machine's time zone data knows, by name. */
export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}

/** ISO 8601 in UTC: `2026-11-22T18:06:15.123Z`. */
export function isoInstant(at: Instant): string {
  return Instants.toString(Instants.fromEpochMilliseconds(at), { smallestUnit: 'millisecond' });
}

/** A real calendar day written `YYYY-MM-DD`, or null: 2026-02-30 and 1/2/2026 are none. */
export function parseLocalDate(text: string): LocalDate | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  // 2026-02-30 is read as a day of March.
  return !Number.isNaN(at) && dayOf(at) === text ? text : null;
}

/** A moment in ISO 8601 with its offset, `2026-01-31T09:00:00Z`, or null. */
export function parseInstant(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text)) return null;
  try {
    return Instants.fromString(text).epochMilliseconds;
  } catch {
    return null;
  }
}

/**
 * The day's first moment in UTC, where every day has 24 hours: days are counted on it. A date without a time is one of
 * UTC (ECMA-262, "Date Time String Format"). A lesson counts days some twenty times, and Temporal's polyfill takes a
 * hundred times as long.
 */
function midnight(day: LocalDate): Instant {
  const known = midnights.get(day);
  if (known !== undefined) return known;
  const at = Date.parse(day);
  if (Number.isNaN(at)) throw new RangeError(`not a day: ${day}`);
  midnights.set(day, at);
  return at;
}

/** The days of a course are a few thousand, and each is asked for again and again. */
const midnights = new Map<LocalDate, Instant>();
const days = new Map<number, LocalDate>();

function weekday(value: number): Weekday {
  switch (value) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
      return value;
    default:
      throw new RangeError(`not a weekday: ${value}`);
  }
}

/** Every ISO week from `first` to `last`, both among them: `2026-W52`, `2026-W53`, `2027-W01`. */
export function weeksBetween(first: string, last: string): readonly string[] {
  const weeks: string[] = [];
  const [year = 0, week = 1] = first.split('-W').map(Number);
  // The fourth of January lies in the first week of its year.
  let at = Date.UTC(year, 0, 4) + 7 * DAY_MS * (week - 1);
  for (let name = first; name <= last; name = isoWeek(at)) {
    weeks.push(name);
    at += 7 * DAY_MS;
  }
  return weeks;
}

/** The ISO 8601 week that holds `at`, in UTC: `2026-W47`. */
export function isoWeek(at: Instant): string {
  const day = dayOf(at);
  // A week is of the year that its Thursday is of, and its number is that of the Thursday.
  const thursday = addDays(day, 4 - weekdayOf(day));
  const year = thursday.slice(0, 4);
  const number = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** How far ahead of UTC a zone is, from a moment until its clocks change. */
interface Offset {
  from: Instant;
  until: Instant;
  aheadMs: number;
}

/** One for each zone that was asked for: Temporal takes ten microseconds to find it, and a lesson asks twenty times. */
const offsets = new Map<TimeZone, Offset>();

function offsetAt(at: Instant, zone: TimeZone): Offset {
  const known = offsets.get(zone);
  if (known !== undefined && known.from <= at && at < known.until) return known;
  const there = zoned(at, zone);
  const change = ZonedDateTimes.getTimeZoneTransition(there, 'next');
  const found = {
    from: at,
    until: change?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    aheadMs: ZonedDateTimes.offsetNanoseconds(there) / 1e6,
  };
  offsets.set(zone, found);
  return found;
}

function dayOf(at: Instant): LocalDate {
  const number = Math.floor(at / DAY_MS);
  const known = days.get(number);
  if (known !== undefined) return known;
  const day = new Date(at).toISOString().slice(0, 10);
  days.set(number, day);
  return day;
}

function zoned(at: Instant, zone: TimeZone): ZonedDateTimes.Record {
  return Instants.toZonedDateTimeISO(Instants.fromEpochMilliseconds(at), zone);
}

/** Throws for a day that does not exist. */
function plainDate(day: LocalDate): PlainDates.Record {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return PlainDates.create(year, month, date);
}

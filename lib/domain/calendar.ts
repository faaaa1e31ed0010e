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
  return PlainDates.toString(ZonedDateTimes.toPlainDate(zoned(at, zone)));
}

/**
 * The moment of `hour`:00 on `day` in `zone`. A local time that does not exist (clocks go forward) moves
 * forward; one that occurs twice is its first occurrence (docs/rules/schedule.md#local-time).
 */
export function instantAt(day: LocalDate, hour: number, zone: TimeZone): Instant {
  const plainTime = PlainTimes.fromFields({ hour });
  return PlainDates.toZonedDateTime(plainDate(day), { timeZone: zone, plainTime }).epochMilliseconds;
}

export function addDays(day: LocalDate, days: number): LocalDate {
  return new Date(midnight(day) + days * DAY_MS).toISOString().slice(0, 10);
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
    zoned(0, name);
    return true;
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
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return PlainDates.toString(plainDate(text));
  } catch {
    return null;
  }
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
  const at = Date.parse(day);
  if (Number.isNaN(at)) throw new RangeError(`not a day: ${day}`);
  return at;
}

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
  const day = zoned(at, 'UTC');
  return `${ZonedDateTimes.yearOfWeek(day)}-W${String(ZonedDateTimes.weekOfYear(day)).padStart(2, '0')}`;
}

function zoned(at: Instant, zone: TimeZone): ZonedDateTimes.Record {
  return Instants.toZonedDateTimeISO(Instants.fromEpochMilliseconds(at), zone);
}

/** Throws for a day that does not exist. */
function plainDate(day: LocalDate): PlainDates.Record {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return PlainDates.create(year, month, date);
}

import {
  HOUR_MS,
  type Instant,
  type LocalDate,
  localDate,
  parseLocalDate,
  type TimeZone,
} from '../calendar.ts';

export type BirthDate =
  | { kind: 'ok'; date: LocalDate }
  | { kind: 'refused'; why: 'unreadable' | 'impossible' | 'future' };

/** Earlier than anyone who reads this gave birth: a slip in the year. */
const EARLIEST = '1920-01-01';
const LATEST_OFFSET_MS = 14 * HOUR_MS;

/**
 * Reads a birth date as typed in a form, `YYYY-MM-DD`. It is in the future when it is later than today in her
 * zone; with no zone known, later than today at UTC+14, where the day begins first (docs/rules/schedule.md#local-time). Forty
 * years ago is welcome.
 */
export function readBirthDate(text: string, now: Instant, zone: TimeZone | null): BirthDate {
  const typed = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return refused('unreadable');
  const date = parseLocalDate(typed);
  if (date === null || date < EARLIEST) return refused('impossible');
  return date > latestBirth(now, zone) ? refused('future') : { kind: 'ok', date };
}

/** The last day that is no future. */
export function latestBirth(now: Instant, zone: TimeZone | null): LocalDate {
  return zone === null ? localDate(now + LATEST_OFFSET_MS, 'UTC') : localDate(now, zone);
}

function refused(why: Extract<BirthDate, { kind: 'refused' }>['why']): BirthDate {
  return { kind: 'refused', why };
}

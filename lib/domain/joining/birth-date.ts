import { HOUR_MS, type Instant, type LocalDate, localDate, type TimeZone } from '../calendar.ts';
import type { DateOrder } from '../countries.ts';
import { readWrittenDate, type WrittenDate } from './written-date.ts';

export type BirthDate =
  | { kind: 'ok'; date: LocalDate }
  | { kind: 'refused'; why: 'unreadable' | 'impossible' | 'too-early' | 'future' }
  /** Two days could be meant, and which one decides what she trains. */
  | { kind: 'ambiguous'; dates: readonly LocalDate[] };

const LATEST_OFFSET_MS = 14 * HOUR_MS;

interface Reader {
  now: Instant;
  /** Null: not known. */
  zone: TimeZone | null;
  order: DateOrder;
  /** Earlier is a slip in the year. */
  earliest: LocalDate;
}

/**
 * Reads a birth date as people write it: 2026-03-05, 5 March 2026, March 5, 2026, 5.3.2026, 3 May 26. Numbers alone
 * are read in the order given, or in the only order that makes a day. It is in the future when it is later than today
 * in her zone; with no zone known, later than today at UTC+14, where the day begins first. Forty years ago is welcome.
 */
export function readBirthDate(text: string, { now, zone, order, earliest }: Reader): BirthDate {
  const latest = latestBirth(now, zone);
  const written = readWrittenDate(text, Number(latest.slice(0, 4)));
  if (written === null) return { kind: 'refused', why: 'unreadable' };
  const meant = inOrder(written, order);
  const past = [...new Set(meant.days)].filter((day) => day >= earliest && day <= latest);
  const [first] = past;
  if (first === undefined) return refusalOf(meant.days, latest);
  // The day in the order of her country is still to come: the other one is a guess, and it is said to her first.
  if (meant.sure && first === meant.days[0]) return { kind: 'ok', date: first };
  return past.length === 1 && meant.days.length === 1
    ? { kind: 'ok', date: first }
    : { kind: 'ambiguous', dates: past };
}

/** The last day that is no future. */
function latestBirth(now: Instant, zone: TimeZone | null): LocalDate {
  return zone === null ? localDate(now + LATEST_OFFSET_MS, 'UTC') : localDate(now, zone);
}

/** The days that could be meant, the likelier first; `sure`: the first is meant wherever it can be. */
function inOrder({ dayFirst, monthFirst, dots }: WrittenDate, order: DateOrder) {
  const likely = order === 'month-first' ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  const days = [...new Set(likely.filter((day) => day !== null))];
  const byDots = dots && order !== 'month-first';
  const byOrder = order !== null && !(dots && order === 'month-first');
  return { days, sure: days.length === 1 || byDots || byOrder };
}

function refusalOf(days: readonly LocalDate[], latest: LocalDate): BirthDate {
  if (days.length === 0) return { kind: 'refused', why: 'impossible' };
  return { kind: 'refused', why: days.every((day) => day > latest) ? 'future' : 'too-early' };
}

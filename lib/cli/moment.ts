import { InvalidArgumentError } from 'commander';
import { type Instant, type LocalDate, parseInstant, parseLocalDate } from '../domain/calendar.ts';

/** Until somebody resumes: a moment that nobody here sees. */
export const UNTIL_RESUMED: Instant = Date.UTC(2200, 0, 1);

/** An option's moment, with its zone. */
export function readMoment(text: string): Instant {
  const at = parseInstant(text);
  if (at === null)
    throw new InvalidArgumentError('Write a time with its zone, such as 2026-12-01T09:00:00Z.');
  return at;
}

const EARLIEST_DAY: LocalDate = '1900-01-01';
const LATEST_DAY: LocalDate = '2199-12-31';

/** An option's day. */
export function readDay(text: string): LocalDate {
  const day = parseLocalDate(text);
  if (day === null) throw new InvalidArgumentError('It is no day of the calendar: write it as 2026-01-05.');
  if (day < EARLIEST_DAY || day > LATEST_DAY)
    throw new InvalidArgumentError(`Give a day from ${EARLIEST_DAY} to ${LATEST_DAY}.`);
  return day;
}

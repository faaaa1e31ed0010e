import { InvalidArgumentError } from 'commander';
import { type Instant, parseInstant } from '../domain/calendar.ts';

/** Until somebody resumes: a moment that nobody here sees. */
export const UNTIL_RESUMED: Instant = Date.UTC(2200, 0, 1);

/** An option's moment, with its zone. */
export function readMoment(text: string): Instant {
  const at = parseInstant(text);
  if (at === null)
    throw new InvalidArgumentError('Write a time with its zone, such as 2026-12-01T09:00:00Z.');
  return at;
}

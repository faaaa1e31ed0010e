import { InvalidArgumentError } from 'commander';
import type { Instant } from '../../domain/calendar.ts';

/** Until somebody resumes: a moment that nobody here sees. */
export const UNTIL_RESUMED: Instant = Date.UTC(2200, 0, 1);

/** An option's moment, with its zone. */
export function readMoment(text: string): Instant {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at))
    throw new InvalidArgumentError('Write a time with its zone, such as 2026-12-01T09:00:00Z.');
  return at;
}

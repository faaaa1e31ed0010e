import { type Instant, SECOND_MS } from '../calendar.ts';

/**
 * The part of the allowed rate that is used. A machine that stands still for a fifth of a second sends what it
 * missed at once; the rest is what keeps ten seconds below ten times the rate all the same (docs/rules/sending.md#rate).
 */
const USED = 0.98;
const MICROSECONDS = 1_000;

/** Milliseconds from one send to the next at `perSecond`, in whole microseconds. */
export function spacing(perSecond: number): number {
  if (!(perSecond > 0)) throw new RangeError(`not a rate: ${perSecond} a second`);
  return Math.ceil((SECOND_MS * MICROSECONDS) / (perSecond * USED)) / MICROSECONDS;
}

/** `count` moments in a row, the first at `start`, rounded up so that none comes before its time. */
export function momentsFrom(start: Instant, count: number, perSecond: number): Instant[] {
  const apart = spacing(perSecond);
  return Array.from({ length: count }, (_, at) => Math.ceil(start + at * apart));
}

/** What any second and any ten seconds may hold, as parts of the rate (docs/rules/sending.md#rate, Q10). */
const MOST_IN_A_SECOND = 1.1;
const LONGEST_LATE_SECONDS = 0.2;

/**
 * How long after its moment a send may begin without any second holding more than the rate allows, milliseconds. Who
 * comes later joins the sends of a moment that is not its own: with spacing `s`, n sends fit into a second of which
 * one may be late by L when (n − 1)·s < 1 + L.
 */
export function latestAfter(perSecond: number): number {
  const most = Math.max(1, Math.floor(perSecond * MOST_IN_A_SECOND));
  const late = (most * spacing(perSecond)) / SECOND_MS - 1;
  return Math.floor(Math.min(late, LONGEST_LATE_SECONDS) * SECOND_MS);
}

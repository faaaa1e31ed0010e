import { type Instant, SECOND_MS } from './calendar.ts';

/**
 * The part of the allowed rate that is used. A machine that stands still for a fifth of a second sends what it
 * missed at once; the rest is what keeps ten seconds below ten times the rate all the same (design section 7).
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

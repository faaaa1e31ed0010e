import type { Instant } from '../domain/calendar.ts';
import type { CourseClock } from './course-clock.ts';

/** The course as the clock sees it: something that has work at some moments. */
export interface CourseAtWork {
  clock: CourseClock;
  /** Does everything that is due at the clock's moment, until it is quiet; answers how many lessons went. */
  work(): Promise<number>;
  /** The earliest moment after `after` and up to `until` that has work, or null. */
  nextMoment(after: Instant, until: Instant): Promise<Instant | null>;
}

export type Moved =
  | { kind: 'moved'; now: Instant; sent: number }
  | { kind: 'would-go-back' | 'too-far'; now: Instant };

/** Nobody tries a course out for longer, and a slip in a duration must not run for hours. */
export const LATEST: Instant = Date.parse('2100-01-01T00:00:00Z');

/**
 * Moves the course's clock to a moment, stopping at each moment on the way that has work, and doing it, in order.
 * Moves run one after another. A kill leaves the clock at the moment whose work was under way; asking for the same
 * target again finishes the move, also when the clock, which runs, has gone past it meanwhile.
 */
export function clockMover(course: CourseAtWork) {
  let last: Promise<unknown> = Promise.resolve();
  return (to: (now: Instant) => Instant): Promise<Moved> => {
    const turn = last.then(() => move(course, to));
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function move(course: CourseAtWork, to: (now: Instant) => Instant): Promise<Moved> {
  const { clock } = course;
  const start = clock.standStill();
  try {
    const asked = to(start);
    if (asked < start && asked !== clock.target) return { kind: 'would-go-back', now: start };
    if (asked > LATEST) return { kind: 'too-far', now: start };
    const target = Math.max(asked, start);
    let sent = await course.work();
    for (
      let next = await after(course, start, target);
      next !== null;
      next = await after(course, next, target)
    ) {
      clock.standStillAt(next, target);
      sent += await course.work();
    }
    return { kind: 'moved', now: target, sent };
  } finally {
    clock.runOn();
  }
}

/** The next moment with work, and last of all the target itself. */
async function after(course: CourseAtWork, moment: Instant, target: Instant): Promise<Instant | null> {
  if (moment >= target) return null;
  return (await course.nextMoment(moment, target)) ?? target;
}

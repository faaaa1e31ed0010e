import type { Tap } from '../answers.ts';
import { addDays, type Instant, type LocalDate, localDate } from '../calendar.ts';
import type { Course, Level, Pace } from '../course.ts';
import { weeksSinceBirth } from '../placement/path.ts';
import { dueNow, keptSendDay } from '../sending/schedule.ts';
import type { About, Active, Receiving } from '../subscriber.ts';

/** What she asks to change. What is absent stays as it is. */
export interface Change extends Partial<About> {
  /** Counts in the loop only. */
  level?: Level;
  /** Weeks without lessons, from today. */
  pause?: number;
  resume?: true;
}

/** A date cannot be removed while it keeps sessions from coming too early: until it says as little as none would. */
export function mayRemoveDate(course: Course, subscriber: Receiving, now: Instant): boolean {
  const weeks = weeksSinceBirth(subscriber, localDate(now, subscriber.timeZone));
  return weeks === null || (course.weeksWithoutDate !== null && weeks >= course.weeksWithoutDate);
}

/** What of a change raises her ceiling, for which a weekly mail is not proof enough: it may have been passed on (Q58). */
export interface Raising {
  birthDate: LocalDate | null;
  pace: Pace | null;
}

/**
 * Parts a change into what may be done at once, and what raises her ceiling: an older birth date, the standard pace.
 * `raising` is null when nothing does.
 */
export function partChange(
  subscriber: Receiving,
  change: Change,
): { atOnce: Change; raising: Raising | null } {
  const { birthDate, pace, ...rest } = change;
  const older = isOlder(birthDate, subscriber.birthDate) ? birthDate : null;
  const faster = pace === 'standard' && subscriber.pace !== 'standard' ? pace : null;
  const atOnce: Change = {
    ...rest,
    ...(birthDate === undefined || older !== null ? {} : { birthDate }),
    ...(pace === undefined || faster !== null ? {} : { pace }),
  };
  return { atOnce, raising: older === null && faster === null ? null : { birthDate: older, pace: faster } };
}

/** Whoever has no date has no ceiling either: a date can only lower it. */
function isOlder(asked: LocalDate | null | undefined, standing: LocalDate | null): asked is LocalDate {
  return asked !== null && asked !== undefined && standing !== null && asked < standing;
}

/**
 * The record after a change. Its next lesson is worked out anew and never lies before `now`; while a claim is
 * open the due time stays, because settling works it out from the record as it is then.
 * @throws RangeError when the date is removed although {@link mayRemoveDate} says no: ask first.
 */
export function applyChange(course: Course, subscriber: Receiving, change: Change, now: Instant): Receiving {
  if (change.birthDate === null && !mayRemoveDate(course, subscriber, now)) {
    throw new RangeError('a birth date cannot be removed yet');
  }
  const changed = withAbout(course, subscriber, change);
  const rested = withRest(withLevel(changed, change.level), change, now);
  return rescheduled(subscriber, rested, now);
}

/** The record with her answer to the last lesson; the last answer wins. Answers to earlier lessons are too late. */
export function applyTap(subscriber: Receiving, lessonNumber: number, tap: Tap): Receiving | 'not-the-last' {
  if (subscriber.recent.at(-1)?.number !== lessonNumber) return 'not-the-last';
  return { ...subscriber, tap };
}

function withAbout(
  course: Course,
  subscriber: Receiving,
  { level: _l, pause: _p, resume: _r, ...about }: Change,
): Receiving {
  const asked = { ...subscriber, ...about };
  const next = { ...asked, sendDay: keptSendDay(course, asked) };
  const placesAnew = next.birthDate !== subscriber.birthDate || next.pace !== subscriber.pace;
  return { ...next, changed: subscriber.changed || placesAnew };
}

function withLevel(subscriber: Receiving, level: Level | undefined): Receiving {
  const last = subscriber.recent.at(-1);
  if (level === undefined || last === undefined || last.level === null) return subscriber;
  return { ...subscriber, level, tapRun: null };
}

function withRest(subscriber: Receiving, change: Change, now: Instant): Receiving {
  const today = localDate(now, subscriber.timeZone);
  if (change.pause !== undefined) {
    const pausedUntil = addDays(today, 7 * change.pause);
    return { ...subscriber, state: 'paused', pausedUntil, restUntil: pausedUntil };
  }
  return change.resume === undefined || subscriber.state === 'active'
    ? subscriber
    : resumed(subscriber, today);
}

/** The pause ends today: the next lesson is due on the first send day from today. */
function resumed(subscriber: Extract<Receiving, { state: 'paused' }>, today: LocalDate): Active {
  const { pausedUntil: _, ...rest } = subscriber;
  return { ...rest, state: 'active', restUntil: today };
}

function rescheduled(before: Receiving, after: Receiving, now: Instant): Receiving {
  const was = dueNow(before);
  const due = dueNow(after);
  if (after.claim !== null || (due.dueAt === was.dueAt && due.dueOn === was.dueOn)) return after;
  return { ...after, dueOn: due.dueOn, dueAt: Math.max(now, due.dueAt) };
}

import { type Instant, localDate } from '../calendar.ts';
import { type Course, isOn, type SessionId } from '../course.ts';
import type { Receiving } from '../subscriber.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { isOnPath, pathFrom, weeksCounted } from './path.ts';

/** Why she cannot be moved there: `fenced` says what the rules would send in its place, and why. */
export type Refusal =
  | { why: 'unknown-session' }
  | { why: 'no-lesson-yet' }
  | { why: 'not-on-path' }
  | { why: 'fenced'; instead: Decision };

/** The record whose next lesson is `session`, if the rules allow that on the day it is due. */
export function moveByHand(
  course: Course,
  subscriber: Receiving,
  session: SessionId,
  now: Instant,
): { kind: 'moved'; next: Receiving } | { kind: 'refused'; refusal: Refusal } {
  const refused = (refusal: Refusal) => ({ kind: 'refused', refusal }) as const;
  if (!course.sessions.has(session)) return refused({ why: 'unknown-session' });
  if (subscriber.recent.length === 0) return refused({ why: 'no-lesson-yet' });
  const path = pathFrom(course, weeksCounted(course, subscriber, subscriber.anchor));
  if (!isOnPath(course, path, session) && !isOn(course, 'on-ramp', session))
    return refused({ why: 'not-on-path' });
  const next = { ...subscriber, movedTo: session };
  const goesOn = localDate(Math.max(now, subscriber.dueAt), subscriber.timeZone);
  const decision = decide(course, next, goesOn);
  return decision.session === session
    ? { kind: 'moved', next }
    : refused({ why: 'fenced', instead: decision });
}

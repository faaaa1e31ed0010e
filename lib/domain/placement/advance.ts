import type { LocalDate } from '../calendar.ts';
import { type Course, isOn, type SessionId } from '../course.ts';
import type { CourseRecord, Progress } from '../subscriber.ts';
import type { Decision } from './decision.ts';
import { standsFor } from './standing.ts';

/** Enough to find the lesson before an absence of 5 to 11 weeks. */
const REMEMBERED_LESSONS = 12;

/** Her progress after the lesson of `decision` was sent on the day `on` of her zone. */
export function advance(course: Course, record: CourseRecord, decision: Decision, on: LocalDate): Progress {
  const { session, level, becomes } = decision;
  const number = record.lessonNumber + 1;
  return {
    ...settledOn(record, on),
    ...becomes,
    lessonNumber: number,
    firstLessonOn: record.firstLessonOn ?? on,
    recent: [...record.recent, { number, session, level, on }].slice(-REMEMBERED_LESSONS),
    highestLadderSession: isOn(course, 'ladder', session)
      ? higher(course, record.highestLadderSession, session)
      : record.highestLadderSession,
    tap: null,
    changed: changedSince(record, decision),
    ...byHandSince(record, decision),
  };
}

/** What the operator may change of a record beside her next session. */
const CHANGED_BY_HAND = [
  ...(['birthDate', 'pace', 'country', 'timeZone', 'firstName', 'babyMentions'] as const),
  ...(['sendDay', 'sendHour', 'restUntil'] as const),
] satisfies (keyof CourseRecord)[];

/** What the operator did while the lesson was being sent is still to come, also where he did the same thing before. */
function byHandSince(
  record: CourseRecord,
  { basis, session }: Decision,
): Pick<CourseRecord, 'movedTo' | 'byHand'> {
  const { movedTo, byHand } = record;
  const isTold =
    basis !== null &&
    byHand === basis.byHand &&
    CHANGED_BY_HAND.every((field) => record[field] === basis[field]);
  return {
    movedTo: movedTo === (basis === null ? session : basis.movedTo) ? null : movedTo,
    byHand: isTold ? null : byHand,
  };
}

/** True when her date or pace changed while the lesson was being sent: the next decision must still look at it. */
function changedSince(record: CourseRecord, { basis }: Decision): boolean {
  if (basis === null) return record.changed;
  return record.birthDate !== basis.birthDate || record.pace !== basis.pace;
}

/**
 * Her progress after the lesson due was parked on the day `on`, because nobody knows whether it was sent. Its number
 * is used up and her week is over; nothing else changes, so the next lesson has the same session.
 */
export function advanceParked(record: CourseRecord, on: LocalDate): Progress {
  return { ...settledOn(record, on), lessonNumber: record.lessonNumber + 1 };
}

/** Closes the week: the next one is counted from `on`, and a pause that has ended is removed. */
function settledOn(record: CourseRecord, on: LocalDate): Progress {
  const { joinedAt, anchor, lessonNumber, firstLessonOn, recent, highestLadderSession } = record;
  const { level, hold, tap, tapRun, changed, restUntil, movedTo, byHand } = record;
  return {
    joinedAt,
    anchor,
    lessonNumber,
    firstLessonOn,
    recent,
    highestLadderSession,
    level,
    hold,
    tap,
    tapRun,
    changed,
    countedFrom: on,
    countedAt: null,
    restUntil: restUntil !== null && restUntil <= on ? null : restUntil,
    movedTo,
    byHand,
  };
}

function higher(course: Course, before: SessionId | null, session: SessionId): SessionId {
  const { ladder } = course;
  const stands = before === null ? null : standsFor(course, before);
  return stands !== null && ladder.indexOf(stands) > ladder.indexOf(session) ? stands : session;
}

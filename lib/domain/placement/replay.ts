import { daysBetween } from '../calendar.ts';
import type { Course } from '../course.ts';
import type { CourseRecord, SentLesson } from '../subscriber.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';

/**
 * Rebuilds the decision behind a lesson that was sent, so that it can be read in the browser. The session is the one
 * that was sent; the week and the everyday move are computed for that day from her current record. `before` is the
 * previous lesson, if known.
 */
export function replay(
  course: Course,
  record: CourseRecord,
  sent: SentLesson,
  before: SentLesson | null,
): Decision {
  const then = decide(
    course,
    { ...record, recent: [], changed: false, lessonNumber: sent.number - 1 },
    sent.on,
  );
  const gap = before !== null && daysBetween(before.on, sent.on) >= 7 * course.gapWeeks;
  return {
    ...then,
    session: sent.session,
    level: sent.level,
    stage: course.sessions.get(sent.session)?.stage ?? then.stage,
    opensRun: sent.number === 1 || gap,
    reasons: [],
  };
}

import { type Course, isOn, type SessionId } from '../course.ts';
import type { CourseRecord, SentLesson } from '../subscriber.ts';

/**
 * Her record with the sessions that the course has now. A session that was taken out stands where the course says;
 * one that the course never had, or that nothing stands in for, is left out.
 */
export function standingIn(course: Course, record: CourseRecord): CourseRecord {
  const { recent, highestLadderSession, movedTo } = record;
  if (recent.every(({ session }) => course.sessions.has(session)) && hasOthers(course, record)) return record;
  return {
    ...record,
    recent: recent.flatMap((lesson) => standingLesson(course, lesson)),
    highestLadderSession: highestLadderSession === null ? null : standsFor(course, highestLadderSession),
    movedTo: movedTo === null ? null : standsFor(course, movedTo),
  };
}

function hasOthers({ sessions }: Course, { highestLadderSession, movedTo }: CourseRecord): boolean {
  return [highestLadderSession, movedTo].every((session) => session === null || sessions.has(session));
}

function standingLesson(course: Course, lesson: SentLesson): SentLesson[] {
  const session = standsFor(course, lesson.session);
  if (session === null) return [];
  return [{ ...lesson, session, level: isOn(course, 'loop', session) ? lesson.level : null }];
}

/** The session itself, or the one that stands in for it; null when the course knows neither. */
export function standsFor({ sessions, gone }: Course, session: SessionId): SessionId | null {
  if (sessions.has(session)) return session;
  const stands = gone[session];
  return stands !== undefined && sessions.has(stands) ? stands : null;
}

import { type LocalDate, wholeWeeksBetween } from '../calendar.ts';
import { type Course, isOn, type Path, type SessionId } from '../course.ts';
import type { CourseRecord } from '../subscriber.ts';

/** Whole weeks since birth on the day `on`, never below 0; null without a birth date. */
export function weeksSinceBirth(record: Pick<CourseRecord, 'birthDate'>, on: LocalDate): number | null {
  return record.birthDate === null ? null : wholeWeeksBetween(record.birthDate, on);
}

/** The same, where someone without a date counts as further on than anyone who is watched week by week. */
export function weeksCounted(course: Course, record: Pick<CourseRecord, 'birthDate'>, on: LocalDate): number {
  return weeksSinceBirth(record, on) ?? course.weeksWithoutDate ?? 0;
}

/** The path of someone who begins `weeks` after her date. */
export function pathFrom(course: Course, weeks: number): Path {
  const path = course.paths.findLast(({ from }) => from <= weeks) ?? course.paths[0];
  if (path === undefined) throw new Error('a course needs a path');
  return path;
}

export function isOnPath(course: Course, path: Path, session: SessionId): boolean {
  return isOn(course, 'loop', session) || path.goes.includes(session);
}

/** Whether a path leads through the ladder. */
export function hasLadder(course: Course, path: Path): boolean {
  return path.goes.some((session) => isOn(course, 'ladder', session));
}

/** The sessions in their order around `session`: her path, or the track that she was led to beside it. */
function routeOf(course: Course, path: Path, session: SessionId): readonly SessionId[] {
  if (isOn(course, 'loop', session)) return course.loop;
  if (path.goes.includes(session)) return path.goes;
  return isOn(course, 'on-ramp', session) ? course.onRamp : course.ladder;
}

/**
 * The session one on; null after the last of a course without a loop. After the on-ramp the ladder is entered only
 * where it lies ahead of her.
 */
export function sessionAfter(
  course: Course,
  path: Path,
  session: SessionId,
  ladderLiesAhead: boolean,
): SessionId | null {
  const route = routeOf(course, path, session);
  const next = route[route.indexOf(session) + 1];
  const intoLoop = course.loop[0] ?? null;
  if (!isOn(course, 'on-ramp', session)) return next ?? intoLoop;
  if (next !== undefined && isOn(course, 'on-ramp', next)) return next;
  return (ladderLiesAhead ? course.afterOnRamp : null) ?? intoLoop;
}

/** Whether nothing follows `session` on this path: a course without a loop ends with it. */
export function endsCourse(course: Course, path: Path, session: SessionId): boolean {
  return sessionAfter(course, path, session, hasLadder(course, path)) === null;
}

/** The session `steps` back. It stops at the beginning of the path, and in the loop at its first session. */
export function sessionBefore(course: Course, path: Path, session: SessionId, steps: number): SessionId {
  const route = routeOf(course, path, session);
  return route[Math.max(0, route.indexOf(session) - steps)] ?? session;
}

/**
 * Where someone who is not cleared for exercise stays: what the check of `session`, or the first check on her way,
 * leads to; the beginning of her way where that is not on it. Null where nothing on her way asks for a check.
 */
export function gentleSession(course: Course, path: Path, session: SessionId): SessionId | null {
  const way = wayOf(course, path, session);
  for (const id of [session, ...way]) {
    const check = course.sessions.get(id)?.gates.find((gate) => gate.asks === 'check');
    if (check !== undefined) return way.includes(check.notYet) ? check.notYet : (way[0] ?? null);
  }
  return null;
}

/** Whether `session` lies further on than `other`. The loop lies past everything; what is not on her way is not past. */
export function isPast(course: Course, path: Path, other: SessionId, session: SessionId): boolean {
  if (isOn(course, 'loop', session)) return true;
  const way = wayOf(course, path, session);
  return way.indexOf(session) > way.indexOf(other);
}

/** Her path, or the on-ramp that a return led her to. */
function wayOf(course: Course, path: Path, session: SessionId): readonly SessionId[] {
  return isOn(course, 'on-ramp', session) && !path.goes.includes(session) ? course.onRamp : path.goes;
}

/** The last ladder session she was sent, as far as the record remembers. */
export function lastLadderSession(course: Course, record: CourseRecord): SessionId | null {
  const remembered = record.recent.findLast(({ session }) => isOn(course, 'ladder', session));
  return remembered?.session ?? record.highestLadderSession;
}

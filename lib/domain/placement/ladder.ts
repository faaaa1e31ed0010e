import { type LocalDate, wholeWeeksBetween } from '../calendar.ts';
import type { Pace, SessionId } from '../course.ts';
import {
  FIRST_AFTER_ON_RAMP,
  isLoop,
  isOnRamp,
  LAST_OF_LADDER,
  LOOP,
  ladderNumber,
  ladderSession,
  ON_RAMP,
} from '../sessions.ts';
import type { CourseRecord } from '../subscriber.ts';

/** Ceilings of the gentle pace for the weeks 0 to 8; afterwards it lags by two (docs/rules/placement.md#ceiling). */
const GENTLE_CEILINGS = [0, 1, 1, 2, 3, 4, 5, 5, 6] as const;

/** The highest ladder session that `weeksSinceBirth` allows, 0 to 52. */
export function ceiling(weeksSinceBirth: number, pace: Pace): number {
  const lagging =
    pace === 'gentle' ? (GENTLE_CEILINGS[weeksSinceBirth] ?? weeksSinceBirth - 2) : weeksSinceBirth;
  return Math.min(lagging, LAST_OF_LADDER);
}

/** P: whole weeks since birth on the day `on`, never below 0; null without a birth date. */
export function weeksSinceBirth(record: Pick<CourseRecord, 'birthDate'>, on: LocalDate): number | null {
  return record.birthDate === null ? null : wholeWeeksBetween(record.birthDate, on);
}

/**
 * The way through the course: `from-birth` 0…52, E…; `on-ramp-first` R1…R6, 12…52, E…; `no-ladder` R1…R6, E….
 * Which one is hers depends on J, the weeks since birth when she began.
 */
export type Path = 'from-birth' | 'on-ramp-first' | 'no-ladder';

export function pathFrom(weeksWhenBegun: number | null): Path {
  if (weeksWhenBegun === null || weeksWhenBegun > LAST_OF_LADDER) return 'no-ladder';
  return weeksWhenBegun < FIRST_AFTER_ON_RAMP ? 'from-birth' : 'on-ramp-first';
}

export function isOnPath(path: Path, session: SessionId): boolean {
  if (isLoop(session)) return true;
  if (isOnRamp(session)) return path !== 'from-birth';
  if (path === 'no-ladder') return false;
  return path === 'from-birth' || Number(session) >= FIRST_AFTER_ON_RAMP;
}

/** The session that begins a path, before the fence. `weeks` is J, `ceilingNow` belongs to P. */
export function firstSession(weeks: number | null, ceilingNow: number | null): SessionId {
  if (weeks === null || ceilingNow === null || weeks >= FIRST_AFTER_ON_RAMP) return 'R1';
  return ladderSession(weeks < 6 ? ceilingNow : Math.min(ceilingNow, 6));
}

/** The session one on. After R6 the ladder is entered only where it lies ahead of her. */
export function sessionAfter(session: SessionId, ladderLiesAhead: boolean): SessionId {
  if (isLoop(session)) return LOOP[LOOP.indexOf(session) + 1] ?? 'E1';
  if (isOnRamp(session)) {
    return (
      ON_RAMP[ON_RAMP.indexOf(session) + 1] ?? (ladderLiesAhead ? ladderSession(FIRST_AFTER_ON_RAMP) : 'E1')
    );
  }
  const number = Number(session);
  return number >= LAST_OF_LADDER ? 'E1' : ladderSession(number + 1);
}

/**
 * The session `steps` back along the path. It stops at the beginning of the path, and in the loop at E1: back
 * never leads from the loop to the ladder.
 */
export function sessionBefore(session: SessionId, steps: number, path: Path): SessionId {
  if (isLoop(session)) return LOOP[Math.max(0, LOOP.indexOf(session) - steps)] ?? 'E1';
  if (isOnRamp(session)) return ON_RAMP[Math.max(0, ON_RAMP.indexOf(session) - steps)] ?? 'R1';
  const number = Number(session);
  const beforeLadder = FIRST_AFTER_ON_RAMP - (number - steps);
  if (path === 'on-ramp-first' && number >= FIRST_AFTER_ON_RAMP && beforeLadder > 0) {
    return ON_RAMP[Math.max(0, ON_RAMP.length - beforeLadder)] ?? 'R1';
  }
  return ladderSession(Math.max(0, number - steps));
}

/** The last ladder session she was sent, as far as the record remembers. */
export function lastLadderSession(record: CourseRecord): number | null {
  const remembered = record.recent.map((lesson) => ladderNumber(lesson.session)).filter((n) => n !== null);
  return remembered.at(-1) ?? record.highestLadderSession;
}

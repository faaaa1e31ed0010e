import type { LocalDate } from '../calendar.ts';
import type { Level, SessionId } from '../course.ts';
import { isOnRamp, LAST_OF_LADDER } from '../sessions.ts';
import type { CourseRecord, SentLesson } from '../subscriber.ts';
import type { Reason } from './decision.ts';
import { ceiling, type Path, pathFrom, sessionAfter, weeksSinceBirth } from './ladder.ts';

/** What the rules of placement look at: the record, seen from one day. */
export interface Situation {
  record: CourseRecord;
  today: LocalDate;
  /** P; null without a date. */
  weeks: number | null;
  /** Ceiling of P; null without a date. */
  ceiling: number | null;
  path: Path;
}

/** The same, once a lesson went. */
export interface Underway extends Situation {
  last: SentLesson;
}

/** What one rule asks for, before the fence. */
export interface Move {
  session: SessionId;
  level: Level;
  hold: boolean;
  /** Off the row of one lesson after another: runs of taps start anew. */
  jump: boolean;
  /** The path is begun anew today. */
  anew: boolean;
  reasons: readonly Reason[];
}

export function situationOf(record: CourseRecord, today: LocalDate): Situation {
  const weeks = weeksSinceBirth(record, today);
  return {
    record,
    today,
    weeks,
    ceiling: weeks === null ? null : ceiling(weeks, record.pace),
    path: pathFrom(weeksSinceBirth(record, record.anchor)),
  };
}

/** The plain course: the session after the last one. */
export function nextAlongPath({ record, path, last }: Underway): Move {
  const session = sessionAfter(
    last.session,
    path !== 'no-ladder' && record.highestLadderSession !== LAST_OF_LADDER,
  );
  const plain = { session, hold: false, jump: false, anew: false };
  if (isOnRamp(session)) return { ...plain, level: record.level, reasons: [{ rule: 'on-ramp' }] };
  if (isOnRamp(last.session)) {
    return { ...plain, level: session === 'E1' ? 1 : record.level, reasons: [{ rule: 'on-ramp-done' }] };
  }
  if (last.session === `${LAST_OF_LADDER}`) return { ...plain, level: 2, reasons: [{ rule: 'ladder-done' }] };
  return { ...plain, level: record.level, reasons: [{ rule: 'next' }] };
}

/** Stays at, or goes to, `session` without any other change. */
export function moveTo(situation: Situation, session: SessionId, reasons: readonly Reason[]): Move {
  const { level, hold } = situation.record;
  return { session, level, hold, jump: false, anew: false, reasons };
}

import type { LocalDate } from '../calendar.ts';
import type { Level, SessionId } from '../course.ts';
import { isOnRamp, LAST_OF_LADDER } from '../sessions.ts';
import type { CourseRecord, SentLesson } from '../subscriber.ts';
import type { Reason } from './decision.ts';
import { ceiling, type Path, pathFrom, sessionAfter, weeksSinceBirth } from './ladder.ts';

/** Everything the placement rules read: her record, and what follows from it on one day. Built once for a decision. */
export interface Situation {
  record: CourseRecord;
  today: LocalDate;
  /** P; null without a date. */
  weeks: number | null;
  /** Ceiling of P; null without a date. */
  ceiling: number | null;
  path: Path;
}

/** The situation of someone who was sent a lesson already. */
export interface Underway extends Situation {
  last: SentLesson;
}

/** What a placement rule asks for, before the fence is applied. */
export interface Move {
  session: SessionId;
  level: Level;
  hold: boolean;
  /** She does not simply go on to the next session, so a run of equal answers ends here. */
  jump: boolean;
  /** A new path starts today. */
  restartsPath: boolean;
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

/** The session after the last one on her path. */
export function nextOnPath({ record, path, last }: Underway): Move {
  const session = sessionAfter(
    last.session,
    path !== 'no-ladder' && record.highestLadderSession !== LAST_OF_LADDER,
  );
  const plain = { session, hold: false, jump: false, restartsPath: false };
  if (isOnRamp(session)) return { ...plain, level: record.level, reasons: [{ rule: 'on-ramp' }] };
  if (isOnRamp(last.session)) {
    return { ...plain, level: session === 'E1' ? 1 : record.level, reasons: [{ rule: 'on-ramp-done' }] };
  }
  if (last.session === `${LAST_OF_LADDER}`) return { ...plain, level: 2, reasons: [{ rule: 'ladder-done' }] };
  return { ...plain, level: record.level, reasons: [{ rule: 'next' }] };
}

/** Goes to `session` and changes nothing else. */
export function moveTo(situation: Situation, session: SessionId, reasons: readonly Reason[]): Move {
  const { level, hold } = situation.record;
  return { session, level, hold, jump: false, restartsPath: false, reasons };
}

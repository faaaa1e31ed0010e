import type { LocalDate } from '../calendar.ts';
import {
  type Course,
  isOn,
  type Level,
  type LoopLevels,
  type Path,
  type SessionId,
  type SessionRule,
} from '../course.ts';
import type { CourseRecord, SentLesson } from '../subscriber.ts';
import type { Reason } from './decision.ts';
import { hasLadder, pathFrom, sessionAfter, weeksCounted } from './path.ts';

/** Everything the placement rules read: her record, and what follows from it on one day. Built once for a decision. */
export interface Situation {
  course: Course;
  record: CourseRecord;
  today: LocalDate;
  /** Whole weeks since her date; without a date, as many as the course counts for that. */
  weeks: number;
  path: Path;
  /** The latest session of the ladder that is open to her; null where none is. */
  ceiling: SessionId | null;
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
  /** Goes on to the next session of her path. */
  onward: boolean;
  /** A new path starts today. */
  restartsPath: boolean;
  reasons: readonly Reason[];
}

export function situationOf(course: Course, record: CourseRecord, today: LocalDate): Situation {
  const weeks = weeksCounted(course, record, today);
  const path = pathFrom(course, weeksCounted(course, record, record.anchor));
  const open = { course, record, weeks };
  return { ...open, today, path, ceiling: course.ladder.findLast((id) => isOpen(open, id)) ?? null };
}

/** Whether her weeks, or what she was sent before, allow a session. Every session that is sent was asked about here. */
export function isOpen(
  { course, record, weeks }: Pick<Situation, 'course' | 'record' | 'weeks'>,
  session: SessionId,
): boolean {
  const rule = course.sessions.get(session);
  if (rule === undefined) return false;
  if (rule.orAfter !== null && record.highestLadderSession === rule.orAfter) return true;
  return (record.birthDate !== null || rule.withoutDate) && weeks >= opensAt(course, rule, record.pace);
}

/** A pace that the course does not name is taken as its most cautious one. */
function opensAt({ paces }: Course, { opens }: SessionRule, pace: string): number {
  return opens[pace] ?? opens[paces.at(-1) ?? ''] ?? Number.POSITIVE_INFINITY;
}

/** The session after the last one on her path. */
export function nextOnPath({ course, record, path, last }: Underway): Move {
  const { levels } = course;
  const finished = course.ladder.at(-1);
  const ladderLiesAhead = hasLadder(course, path) && record.highestLadderSession !== finished;
  const session = sessionAfter(course, path, last.session, ladderLiesAhead) ?? last.session;
  const plain = { session, hold: false, jump: false, onward: true, restartsPath: false, level: record.level };
  if (isOn(course, 'on-ramp', session)) return { ...plain, reasons: [{ rule: 'on-ramp' }] };
  if (isOn(course, 'on-ramp', last.session)) {
    const level = isOn(course, 'loop', session) ? 1 : record.level;
    return { ...plain, level, reasons: [{ rule: 'on-ramp-done' }] };
  }
  if (last.session === finished) {
    const level = levelAfterLadder(levels, record);
    return { ...plain, level, reasons: [{ rule: 'ladder-done' }] };
  }
  return { ...plain, reasons: [{ rule: 'next' }] };
}

function levelAfterLadder(levels: LoopLevels | null, { tap, level }: CourseRecord): Level {
  if (levels === null) return level;
  const { easy, right, else: other } = levels.fromLadder;
  return tap === 'easy' ? easy : tap === 'right' ? right : other;
}

/** Goes to `session` and changes nothing else. */
export function moveTo(situation: Situation, session: SessionId, reasons: readonly Reason[]): Move {
  const { level, hold } = situation.record;
  return { session, level, hold, jump: false, onward: false, restartsPath: false, reasons };
}

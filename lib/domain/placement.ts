import type { LocalDate } from './calendar.ts';
import type { Level, SessionId, Stage } from './course.ts';
import { fence } from './fence.ts';
import { firstSession, isOnPath } from './ladder.ts';
import { GAP_WEEKS, returning, weeksAway } from './returns.ts';
import { isLoop, isOnRamp, LAST_OF_LADDER, LOOP, stageOf } from './sessions.ts';
import { type Move, nextAlongPath, type Situation, situationOf, type Underway } from './situation.ts';
import type { CourseRecord } from './subscriber.ts';
import { answered, runningTaps } from './taps.ts';

/** Where the everyday move comes from, and which one (0-based). The neutral list goes round: take it modulo. */
export interface EverydayMove {
  list: 'ladder' | 'loop' | 'neutral';
  index: number;
}

/** Why this session and no other. Each rule that had a say is one entry, in the order they spoke. */
export type Reason =
  | { rule: 'first-lesson'; weeksSinceBirth: number | null }
  | { rule: 'next' }
  | { rule: 'on-ramp' }
  | { rule: 'on-ramp-done' }
  | { rule: 'ladder-done' }
  | { rule: 'ceiling'; week: number; ceiling: number }
  | { rule: 'fence'; refused: SessionId }
  | { rule: 'too-easy' }
  | { rule: 'level-up' }
  | { rule: 'level-down' }
  | { rule: 'too-much'; running: number }
  | { rule: 'missed' }
  | { rule: 'not-yet' }
  | { rule: 'hold' }
  | { rule: 'ready' }
  | { rule: 'return'; weeksAway: number }
  | { rule: 'changed' };

/** Which lesson, and why; with what the record becomes if it is sent. */
export interface Decision {
  session: SessionId;
  /** Of a session of the loop; null for any other. */
  level: Level | null;
  stage: Stage;
  /** P: whole weeks since birth in her zone; null without a date. */
  weeksSinceBirth: number | null;
  everyday: EverydayMove;
  /** The first lesson of a run, or the first after a gap of 3 weeks or more: carries the self-check. */
  opensRun: boolean;
  reasons: readonly Reason[];
  /**
   * The date and pace it was worked out from, so that a change made while the lesson was being sent is not taken
   * for seen. Null when that is not known any more.
   */
  basis: Pick<CourseRecord, 'birthDate' | 'pace'> | null;
  /** What sending this lesson makes of her hold, level, run of taps, and the day her path counts from. */
  becomes: Pick<CourseRecord, 'hold' | 'level' | 'tapRun' | 'anchor'>;
}

/**
 * The session that is right for her on the day `today` of her zone: the whole of design section 5. The fence
 * has the last word, so what this answers may be sent on that day.
 */
export function decide(record: CourseRecord, today: LocalDate): Decision {
  const situation = situationOf(record, today);
  const last = record.recent.at(-1);
  const underway = last === undefined ? null : { ...situation, last };
  const away = underway === null ? null : weeksAway(underway);
  const move = underway === null ? firstLesson(situation) : moveOn(underway, away);
  const fenced = fence(record, today, move.session);
  return {
    session: fenced.session,
    level: isLoop(fenced.session) ? move.level : null,
    stage: stageOf(fenced.session),
    weeksSinceBirth: situation.weeks,
    everyday: everydayMove(situation),
    opensRun: underway === null || (away ?? 0) >= GAP_WEEKS,
    reasons: [...move.reasons, ...fenced.reasons],
    basis: { birthDate: record.birthDate, pace: record.pace },
    becomes: {
      hold: move.hold,
      level: isLoop(fenced.session) ? move.level : record.level,
      tapRun: underway === null || jumped(underway, move, fenced.session) ? null : runningTaps(underway),
      anchor: move.anew ? today : record.anchor,
    },
  };
}

/** A change that puts her off her path begins anew; then a return; then her answer, or the next session. */
function moveOn(underway: Underway, away: number | null): Move {
  const { record, last, path } = underway;
  if (record.changed && !isOnPath(path, last.session)) return beginAnew(underway);
  const move = away === null ? answered(underway) : returning(underway, away);
  return record.changed ? { ...move, reasons: [{ rule: 'changed' }, ...move.reasons] } : move;
}

function firstLesson(situation: Situation): Move {
  const begun = situationOf(situation.record, situation.record.anchor).weeks;
  return begin(situation, begun, [{ rule: 'first-lesson', weeksSinceBirth: situation.weeks }]);
}

/** The first-lesson rule with J = P today. Her hold stays: only Ready ends it. */
function beginAnew(situation: Situation): Move {
  const move = begin(situation, situation.weeks, [{ rule: 'changed' }]);
  return { ...move, hold: situation.record.hold, jump: true, anew: true };
}

function begin(situation: Situation, weeksWhenBegun: number | null, because: readonly Reason[]): Move {
  const { record, weeks, ceiling } = situation;
  const session = firstSession(weeksWhenBegun, ceiling);
  const reasons: Reason[] = [...because];
  if (isOnRamp(session)) reasons.push({ rule: 'on-ramp' });
  if (weeks !== null && ceiling !== null && ceiling < weeks && session === `${ceiling}`) {
    reasons.push({ rule: 'ceiling', week: weeks, ceiling });
  }
  return { session, level: record.level, hold: false, jump: false, anew: false, reasons };
}

/** Two on that the ceiling cut down to the next session is no jump: the run of taps goes on. */
function jumped(underway: Underway, move: Move, session: SessionId): boolean {
  if (!move.jump) return false;
  const toNext = session === nextAlongPath(underway).session && session !== move.session;
  return !(toNext && move.reasons.some((reason) => reason.rule === 'too-easy'));
}

/** Goes by the weeks since birth, not by the session (course-design.md 0.0 and 2.6). */
function everydayMove({ record, weeks, ceiling }: Situation): EverydayMove {
  if (weeks === null || ceiling === null || !record.babyMentions) {
    return { list: 'neutral', index: record.lessonNumber };
  }
  if (weeks <= LAST_OF_LADDER) return { list: 'ladder', index: ceiling };
  return { list: 'loop', index: (weeks - LAST_OF_LADDER - 1) % LOOP.length };
}

export { fence } from './fence.ts';
export { ceiling } from './ladder.ts';
export { advance, advanceParked } from './progress.ts';
export { describeReasons } from './reasons.ts';

import type { LocalDate } from '../calendar.ts';
import type { SessionId } from '../course.ts';
import { isLoop, isOnRamp, LAST_OF_LADDER, LOOP, stageOf } from '../sessions.ts';
import type { CourseRecord } from '../subscriber.ts';
import type { Decision, EverydayMove, Reason } from './decision.ts';
import { fence } from './fence.ts';
import { firstSession, isOnPath } from './ladder.ts';
import { GAP_WEEKS, returning, weeksAway } from './returns.ts';
import { type Move, nextOnPath, type Situation, situationOf, type Underway } from './situation.ts';
import { answered, runningTaps } from './taps.ts';

/**
 * Decides which session she gets on the day `today` of her zone, and why. The fence is applied last, so the session
 * returned may be sent on that day.
 */
export function decide(record: CourseRecord, today: LocalDate): Decision {
  const situation = situationOf(record, today);
  const last = record.recent.at(-1);
  const underway = last === undefined ? null : { ...situation, last };
  const away = underway === null ? null : weeksAway(underway);
  const move = underway === null ? firstLesson(situation) : laterLesson(underway, away);
  const fenced = fence(situation, move.session);
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
      anchor: move.restartsPath ? today : record.anchor,
    },
  };
}

/** Any lesson but the first: a change that takes her off her path comes before a return, and a return before her answer. */
function laterLesson(underway: Underway, away: number | null): Move {
  const { record, last, path } = underway;
  if (record.changed && !isOnPath(path, last.session)) return restartPath(underway);
  const move = away === null ? answered(underway) : returning(underway, away);
  return record.changed ? { ...move, reasons: [{ rule: 'changed' }, ...move.reasons] } : move;
}

function firstLesson(situation: Situation): Move {
  const begun = situationOf(situation.record, situation.record.anchor).weeks;
  return beginPath(situation, begun, [{ rule: 'first-lesson', weeksSinceBirth: situation.weeks }]);
}

/** Starts a new path by the first-lesson rule, as if she had joined today. A hold is kept: only Ready ends it. */
function restartPath(situation: Situation): Move {
  const move = beginPath(situation, situation.weeks, [{ rule: 'changed' }]);
  return { ...move, hold: situation.record.hold, jump: true, restartsPath: true };
}

function beginPath(situation: Situation, weeksWhenBegun: number | null, because: readonly Reason[]): Move {
  const { record, weeks, ceiling } = situation;
  const session = firstSession(weeksWhenBegun, ceiling);
  const reasons: Reason[] = [...because];
  if (isOnRamp(session)) reasons.push({ rule: 'on-ramp' });
  if (weeks !== null && ceiling !== null && ceiling < weeks && session === `${ceiling}`) {
    reasons.push({ rule: 'ceiling', week: weeks, ceiling });
  }
  return { session, level: record.level, hold: false, jump: false, restartsPath: false, reasons };
}

/** Skipping a session is no jump when the ceiling allowed only the next one: her run of answers continues. */
function jumped(underway: Underway, move: Move, session: SessionId): boolean {
  if (!move.jump) return false;
  const toNext = session === nextOnPath(underway).session && session !== move.session;
  return !(toNext && move.reasons.some((reason) => reason.rule === 'too-easy'));
}

/** Chosen by the weeks since birth, not by the session (docs/rules/placement.md#everyday-line). */
function everydayMove({ record, weeks, ceiling }: Situation): EverydayMove {
  if (weeks === null || ceiling === null || !record.babyMentions) {
    return { list: 'neutral', index: record.lessonNumber };
  }
  if (weeks <= LAST_OF_LADDER) return { list: 'ladder', index: ceiling };
  return { list: 'loop', index: (weeks - LAST_OF_LADDER - 1) % LOOP.length };
}

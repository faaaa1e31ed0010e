import type { LocalDate } from '../calendar.ts';
import { type Course, isOn, type Path, type SessionId, stageOf } from '../course.ts';
import type { CourseRecord } from '../subscriber.ts';
import type { Decision, EverydayMove, Reason } from './decision.ts';
import { fence } from './fence.ts';
import { isOnPath, pathFrom, weeksSinceBirth } from './path.ts';
import { returning, weeksAway } from './returns.ts';
import { type Move, nextOnPath, type Situation, situationOf, type Underway } from './situation.ts';
import { answered, runningTaps } from './taps.ts';

/**
 * Decides which session she gets on the day `today` of her zone, and why. The fence is applied last, so the session
 * returned may be sent on that day.
 */
export function decide(course: Course, record: CourseRecord, today: LocalDate): Decision {
  const situation = situationOf(course, record, today);
  const last = record.recent.at(-1);
  const underway = last === undefined ? null : { ...situation, last };
  const away = underway === null ? null : weeksAway(underway);
  const move = underway === null ? firstLesson(situation) : laterLesson(underway, away);
  const fenced = fence(situation, move.session);
  const inLoop = isOn(course, 'loop', fenced.session);
  return {
    session: fenced.session,
    level: inLoop ? move.level : null,
    stage: stageOf(course, fenced.session),
    weeksSinceBirth: weeksSinceBirth(record, today),
    everyday: everydayMove(situation),
    opensRun: underway === null || (away ?? 0) >= course.gapWeeks,
    reasons: [...move.reasons, ...fenced.reasons],
    basis: { birthDate: record.birthDate, pace: record.pace },
    becomes: {
      hold: move.hold,
      level: inLoop ? move.level : record.level,
      tapRun: underway === null || jumped(underway, move, fenced.session) ? null : runningTaps(underway),
      anchor: move.restartsPath ? today : record.anchor,
    },
  };
}

/** Any lesson but the first: a change that takes her off her path comes before a return, and a return before her answer. */
function laterLesson(underway: Underway, away: number | null): Move {
  const { course, record, last, path } = underway;
  if (record.changed && !isOnPath(course, path, last.session)) return restartPath(underway);
  const move = away === null ? answered(underway) : returning(underway, away);
  return record.changed ? { ...move, reasons: [{ rule: 'changed' }, ...move.reasons] } : move;
}

function firstLesson(situation: Situation): Move {
  const { record, today } = situation;
  const weeks = weeksSinceBirth(record, today);
  return beginPath(situation, situation.path, [{ rule: 'first-lesson', weeksSinceBirth: weeks }]);
}

/** Starts a new path by the first-lesson rule, as if she had joined today. A hold is kept: only Ready ends it. */
function restartPath(situation: Situation): Move {
  const path = pathFrom(situation.course, situation.weeks);
  const move = beginPath(situation, path, [{ rule: 'changed' }]);
  return { ...move, hold: situation.record.hold, jump: true, restartsPath: true };
}

function beginPath(situation: Situation, path: Path, because: readonly Reason[]): Move {
  const { course, record, weeks, ceiling } = situation;
  const session = path.first === 'ceiling' ? (ceiling ?? course.safest) : path.first;
  const reasons: Reason[] = [...because];
  if (isOn(course, 'on-ramp', session)) reasons.push({ rule: 'on-ramp' });
  if (session === ceiling && laterAtFirstPace(situation, ceiling)) {
    reasons.push({ rule: 'ceiling', week: weeks, ceiling });
  }
  return { session, level: record.level, hold: false, jump: false, restartsPath: false, reasons };
}

/** Whether the ceiling is a session that the quickest pace opened in an earlier week than this one. */
function laterAtFirstPace({ course, weeks }: Situation, ceiling: SessionId): boolean {
  return weeks > (course.sessions.get(ceiling)?.opens[course.paces[0] ?? ''] ?? weeks);
}

/** Skipping a session is no jump when the ceiling allowed only the next one: her run of answers continues. */
function jumped(underway: Underway, move: Move, session: SessionId): boolean {
  if (!move.jump) return false;
  const toNext = session === nextOnPath(underway).session && session !== move.session;
  return !(toNext && move.reasons.some((reason) => reason.rule === 'too-easy'));
}

/** Chosen by the weeks since birth, not by the session (docs/rules/placement.md#everyday-line). */
function everydayMove({ course, record, weeks, ceiling }: Situation): EverydayMove {
  if (record.birthDate === null || ceiling === null || !record.babyMentions) {
    return { list: 'neutral', index: record.lessonNumber };
  }
  const intoLoop = weeks - loopOpens(course);
  if (intoLoop < 0) return { list: 'ladder', index: course.ladder.indexOf(ceiling) };
  return { list: 'loop', index: intoLoop % course.loop.length };
}

/** The week from which the loop is open to everyone; never in a course without one. */
function loopOpens({ loop, sessions, paces }: Course): number {
  const first = sessions.get(loop[0] ?? '');
  return first?.opens[paces[0] ?? ''] ?? Number.POSITIVE_INFINITY;
}

import type { LocalDate } from '../calendar.ts';
import { type Course, isOn, type Level, type Path, type SessionId, stageOf } from '../course.ts';
import type { CourseRecord, SentLesson } from '../subscriber.ts';
import { chosenByHand } from './chosen-by-hand.ts';
import type { Decision, EverydayMove, Reason } from './decision.ts';
import { type Fenced, fence } from './fence.ts';
import { endsCourse, isOnPath, pathFrom, weeksSinceBirth } from './path.ts';
import { returning, weeksAway } from './returns.ts';
import { type Move, type Situation, situationOf, type Underway } from './situation.ts';
import { standingIn } from './standing.ts';
import { answered, heldBack, isHeld, levelOf, runningTaps } from './taps.ts';

/**
 * Decides which session she gets on the day `today` of her zone, and why. The fence is applied last, so the session
 * returned may be sent on that day.
 */
export function decide(course: Course, record: CourseRecord, today: LocalDate): Decision {
  const situation = situationOf(course, standingIn(course, record), today);
  const sent = record.recent.at(-1);
  const last = situation.record.recent.at(-1);
  const isKnown = last !== undefined && last.number === sent?.number;
  const underway = isKnown ? underwayFrom({ ...situation, last }) : null;
  const away = underway === null ? null : weeksAway(underway);
  const move = moveOf(situation, underway, sent, away);
  const fenced = fence(situation, move.session);
  const inLoop = isOn(course, 'loop', fenced.session);
  const atLevel = underway === null ? move.level : levelOf(underway, move, fenced.session);
  const level = inLoop ? atLevel : null;
  return {
    session: fenced.session,
    level,
    stage: stageOf(course, fenced.session),
    weeksSinceBirth: weeksSinceBirth(record, today),
    everyday: everydayMove(situation),
    opensRun: underway === null || (away ?? 0) >= course.gapWeeks,
    finishes: !move.hold && endsCourse(course, pathAfter(situation, move), fenced.session),
    reasons: [
      ...byHandReasons(record),
      ...reasonsShown(move, fenced),
      ...levelReasons(record, move, level),
      ...fenced.reasons,
    ],
    basis: record,
    becomes: {
      hold: move.hold,
      level: inLoop ? move.level : record.level,
      tapRun: underway === null || move.jump ? null : runningTaps(underway),
      anchor: move.restartsPath ? today : record.anchor,
    },
  };
}

/** Whose last session is gone from the course, and nothing stands in for it, begins anew as if she had joined today. */
function moveOf(
  situation: Situation,
  underway: Underway | null,
  sent: SentLesson | undefined,
  away: number | null,
): Move {
  if (underway !== null) return laterLesson(underway, away);
  return sent === undefined
    ? firstLesson(situation)
    : restartPath(situation, { rule: 'gone', session: sent.session });
}

/**
 * Any lesson but the first: a change that takes her off her path comes before a return, and a return before her answer.
 * What the operator chose comes last, as far as these allow it.
 */
function laterLesson(underway: Underway, away: number | null): Move {
  const { course, record, last, path } = underway;
  if (record.changed && !isOnPath(course, path, last.session))
    return chosenByHand(underway, restartPath(underway, { rule: 'changed' }), true);
  const move = heldBack(underway, away === null ? answered(underway) : returning(underway, away));
  const explained: Move = record.changed
    ? { ...move, reasons: [{ rule: 'changed' }, ...move.reasons] }
    : move;
  return chosenByHand(underway, explained, away !== null);
}

function byHandReasons({ byHand }: CourseRecord): readonly Reason[] {
  return byHand === null ? [] : [{ rule: 'by-hand', did: byHand }];
}

/** A hold that older mails asked for, and that no check stands behind, is dropped. */
function underwayFrom(underway: Underway): Underway {
  return isHeld(underway) ? underway : { ...underway, record: { ...underway.record, hold: false } };
}

/** A level that rises says so; one that was asked for within a block is told as what is to come. */
function levelReasons(record: CourseRecord, move: Move, level: Level | null): readonly Reason[] {
  const before = record.recent.at(-1)?.level ?? null;
  if (level === null || before === null) return [];
  if (level > before) return [{ rule: 'level-up' }];
  return move.level > record.level && move.level > level ? [{ rule: 'level-ahead' }] : [];
}

/** Whom the fence sends back is not told to take a harder version. */
function reasonsShown({ reasons }: Move, fenced: Fenced): readonly Reason[] {
  const refused = fenced.reasons.some(({ rule }) => rule === 'fence');
  return refused ? reasons.filter(({ rule }) => rule !== 'harder') : reasons;
}

/** Her path once this lesson went. */
function pathAfter({ course, weeks, path }: Situation, move: Move): Path {
  return move.restartsPath ? pathFrom(course, weeks) : path;
}

function firstLesson(situation: Situation): Move {
  const { record, today } = situation;
  const weeks = weeksSinceBirth(record, today);
  return beginPath(situation, situation.path, [{ rule: 'first-lesson', weeksSinceBirth: weeks }]);
}

/** Starts a new path by the first-lesson rule, as if she had joined today. A hold is kept: only Ready ends it. */
function restartPath(situation: Situation, because: Reason): Move {
  const path = pathFrom(situation.course, situation.weeks);
  const move = beginPath(situation, path, [because]);
  const { hold } = situation.record;
  return heldBack({ ...situation, path }, { ...move, hold, jump: true, restartsPath: true });
}

function beginPath(situation: Situation, path: Path, because: readonly Reason[]): Move {
  const { course, record, weeks, ceiling } = situation;
  const session = path.first === 'ceiling' ? (ceiling ?? course.safest) : path.first;
  const reasons: Reason[] = [...because];
  if (isOn(course, 'on-ramp', session)) reasons.push({ rule: 'on-ramp' });
  if (session === ceiling && laterAtFirstPace(situation, ceiling)) {
    reasons.push({ rule: 'ceiling', week: weeks, ceiling });
  }
  return {
    session,
    level: record.level,
    hold: false,
    jump: false,
    onward: false,
    restartsPath: false,
    reasons,
  };
}

/** Whether the ceiling is a session that the quickest pace opened in an earlier week than this one. */
function laterAtFirstPace({ course, weeks }: Situation, ceiling: SessionId): boolean {
  return weeks > (course.sessions.get(ceiling)?.opens[course.paces[0] ?? ''] ?? weeks);
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

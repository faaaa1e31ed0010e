import type { Country } from '../../domain/countries.ts';
import { type Course, isOn, type Level, type SessionId, type Stage } from '../../domain/course.ts';
import { isYearsOn, showsAllSigns } from '../../domain/placement/all-signs.ts';
import type { Decision, EverydayMove } from '../../domain/placement/decision.ts';
import { pathFrom, weeksCounted } from '../../domain/placement/path.ts';
import type { LessonLetter } from '../../ports/letters.ts';
import type { Edition } from './edition.ts';
import { lapsBehind, tipTurn } from './tip-turn.ts';

/**
 * All that decides what a lesson says, her name and links aside: two letters of the same shape differ only in
 * those. So what a shape says is worked out once and kept (see lesson-forms.ts).
 */
export interface LessonShape {
  country: Country;
  babyMentions: boolean;
  session: SessionId;
  level: Level | null;
  stage: Stage;
  everyday: EverydayMove;
  opensRun: boolean;
  /** She said "not yet" and stays until she taps Ready. */
  hold: boolean;
  /** No birth date, or one of 53 weeks ago and more: no new mother's gate, and words of its own on the on-ramp. */
  yearsAgo: boolean;
  /** Whether the course ends with it: no answer, tick or pause could change anything any more. */
  ends: boolean;
  /** The line of why at its top, by its key; null where the rule that chose the session says nothing. */
  because: string | null;
  /** What the operator did for her since her last lesson, by the key of its line; null: nothing. */
  byHand: string | null;
  /** The session she stays on while a medical gate is not passed. */
  gentle: SessionId;
  /** Whether the whole table of signs stands in it. */
  signs: boolean;
  /** How far on in the wordings of its tip, 0 to 11. */
  turn: number;
  /** Rounds of the loop behind her. */
  lap: number;
  named: boolean;
  /** Whether she may want a friend to see it by now. */
  share: boolean;
  /** Whether she chose training days. */
  hasDays: boolean;
}

/** The first lesson of a run that offers a session for a friend. */
const SHARED_FROM_LESSON = 3;

export function shapeOf(course: Course, letter: LessonLetter, edition: Edition): LessonShape {
  const { sessions, because } = edition;
  const { decision, record, number } = letter;
  return {
    country: record.country,
    babyMentions: record.babyMentions,
    session: decision.session,
    level: decision.level,
    stage: decision.stage,
    everyday: everydayOf(course, decision, edition),
    opensRun: decision.opensRun,
    hold: decision.becomes.hold,
    yearsAgo: isYearsOn(course, decision.weeksSinceBirth),
    ends: decision.finishes,
    because: becauseOf(decision, because),
    byHand: byHandOf(decision),
    gentle: gentleOf(course, letter),
    signs: showsAllSigns(course, decision, number),
    turn: tipTurn(course, letter, sessions),
    lap: lapsBehind(course, letter),
    share: number >= SHARED_FROM_LESSON,
    named: record.firstName !== null && record.firstName !== '',
    hasDays: record.training !== null,
  };
}

/** The loop's list is longer than a round: a year has a line of its own for each week. */
function everydayOf(
  course: Course,
  { everyday, weeksSinceBirth }: Decision,
  { everyday: lines }: Edition,
): EverydayMove {
  if (everyday.list !== 'loop' || weeksSinceBirth === null || lines.loop.length === 0) return everyday;
  return {
    ...everyday,
    index: Math.max(0, weeksSinceBirth - (course.weeksWithoutDate ?? 0)) % lines.loop.length,
  };
}

/** The last one before the first gate; the first of the on-ramp on a path that began with the on-ramp (docs/rules/placement.md#answers). */
function gentleOf(course: Course, { decision, record }: LessonLetter): SessionId {
  const path = pathFrom(course, weeksCounted(course, record, decision.becomes.anchor));
  const [start = course.safest] = path.goes;
  return isOn(course, 'on-ramp', start) ? start : course.safest;
}

/** That it is the last one speaks first, then what held her back, then what moved her; a rule without a line is passed over. */
function becauseOf({ reasons, finishes }: Decision, lines: Edition['because']): string | null {
  if (finishes && lines['finished'] !== undefined) return 'finished';
  const keys = reasons.map((reason) => {
    if (reason.rule !== 'too-much') return reason.rule;
    if (reason.back === 0) return 'too-much-first';
    return reason.running < 2 ? 'too-much' : 'too-much-twice';
  });
  const worded = keys.filter((key) => lines[key] !== undefined);
  return worded.find((key) => key === 'fence') ?? worded[0] ?? null;
}

function byHandOf({ reasons }: Decision): string | null {
  const reason = reasons.find((one) => one.rule === 'by-hand');
  return reason === undefined ? null : `by-hand-${reason.did}`;
}

/** Whether "Too much" leads no further back from here. */
export function isFirst({ ladder, onRamp, loop }: Course, session: SessionId): boolean {
  return [ladder[0], onRamp[0], loop[0]].includes(session);
}

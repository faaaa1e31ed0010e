import {
  type Country,
  type Course,
  isOn,
  type Level,
  type SessionId,
  type Stage,
} from '../../domain/course.ts';
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
}

/** Weeks since birth from which the table of signs is a link, and lessons of a run before it is (0.0). */
const FULL_SIGNS_WEEKS = 12;
const FULL_SIGNS_LESSONS = 3;
/** Weeks since birth from which a reader is asked as somebody who gave birth years ago (docs/rules/content.md#gate). */
const YEARS_AGO_WEEKS = 53;

export function shapeOf(course: Course, letter: LessonLetter, edition: Edition): LessonShape {
  const { sessions, because } = edition;
  const { decision, record, number } = letter;
  const weeks = decision.weeksSinceBirth;
  return {
    country: record.country,
    babyMentions: record.babyMentions,
    session: decision.session,
    level: decision.level,
    stage: decision.stage,
    everyday: everydayOf(decision, edition),
    opensRun: decision.opensRun,
    hold: decision.becomes.hold,
    yearsAgo: weeks === null || weeks >= YEARS_AGO_WEEKS,
    because: becauseOf(decision, because),
    byHand: byHandOf(decision),
    gentle: gentleOf(course, letter),
    signs:
      (weeks !== null && weeks < FULL_SIGNS_WEEKS) ||
      isOn(course, 'on-ramp', decision.session) ||
      number <= FULL_SIGNS_LESSONS ||
      decision.opensRun,
    turn: tipTurn(course, letter, sessions),
    lap: lapsBehind(course, letter),
    named: record.firstName !== null && record.firstName !== '',
  };
}

/** The loop's list is longer than a round: a year has a line of its own for each week. */
function everydayOf({ everyday, weeksSinceBirth }: Decision, { everyday: lines }: Edition): EverydayMove {
  if (everyday.list !== 'loop' || weeksSinceBirth === null || lines.loop.length === 0) return everyday;
  return { ...everyday, index: Math.max(0, weeksSinceBirth - YEARS_AGO_WEEKS) % lines.loop.length };
}

/** The last one before the first gate; the first of the on-ramp on a path that began with the on-ramp (docs/rules/placement.md#answers). */
function gentleOf(course: Course, { decision, record }: LessonLetter): SessionId {
  const path = pathFrom(course, weeksCounted(course, record, decision.becomes.anchor));
  const [start = course.safest] = path.goes;
  return isOn(course, 'on-ramp', start) ? start : course.safest;
}

/** What held her back speaks before what moved her; a rule without a line is passed over. */
function becauseOf({ reasons }: Decision, lines: Edition['because']): string | null {
  const keys = reasons.map((reason) => {
    if (reason.rule !== 'too-much') return reason.rule;
    if (reason.back === 0) return 'too-much-first';
    return reason.running < 2 ? 'too-much' : 'too-much-twice';
  });
  const said = keys.filter((key) => lines[key] !== undefined);
  return said.find((key) => key === 'fence') ?? said[0] ?? null;
}

function byHandOf({ reasons }: Decision): string | null {
  const reason = reasons.find((one) => one.rule === 'by-hand');
  return reason === undefined ? null : `by-hand-${reason.did}`;
}

/** Whether "Too much" leads no further back from here. */
export function isFirst({ ladder, onRamp, loop }: Course, session: SessionId): boolean {
  return [ladder[0], onRamp[0], loop[0]].includes(session);
}

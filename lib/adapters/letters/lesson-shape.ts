import type { Country, Level, SessionId, Stage } from '../../domain/course.ts';
import type { EverydayMove } from '../../domain/placement/decision.ts';
import type { LessonLetter } from '../../ports/letters.ts';

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
  /** Whether the whole table of signs stands in it. */
  signs: boolean;
  /** How far on in the variants of its tip, 0 to 11. */
  turn: number;
  named: boolean;
}

export interface Place {
  path: 'ladder' | 'on-ramp' | 'loop';
  number: number;
}

/** Weeks since birth from which the table of signs is a link, and lessons of a run before it is (0.0). */
const FULL_SIGNS_WEEKS = 12;
const FULL_SIGNS_LESSONS = 3;
/** Divides by the number of variants of any tip. */
const TURNS = 12;
const LOOP_LENGTH = 12;

export function shapeOf({ decision, record, number }: LessonLetter): LessonShape {
  const place = placeOf(decision.session);
  const weeks = decision.weeksSinceBirth;
  return {
    country: record.country,
    babyMentions: record.babyMentions,
    session: decision.session,
    level: decision.level,
    stage: decision.stage,
    everyday: decision.everyday,
    opensRun: decision.opensRun,
    hold: decision.becomes.hold,
    signs:
      (weeks !== null && weeks < FULL_SIGNS_WEEKS) ||
      place.path === 'on-ramp' ||
      number <= FULL_SIGNS_LESSONS ||
      decision.opensRun,
    turn: turnOf(place, number),
    named: record.firstName !== null && record.firstName !== '',
  };
}

export function placeOf(session: SessionId): Place {
  const path = session.startsWith('R') ? 'on-ramp' : session.startsWith('E') ? 'loop' : 'ladder';
  return { path, number: Number(session.replace(/\D/, '')) };
}

/**
 * On the ladder and the on-ramp each week that a session is repeated brings the next wording of its tip (and
 * each return of the tip does, see `Session.tipTurn`); in the loop each lap does.
 */
function turnOf(place: Place, number: number): number {
  const turn = place.path === 'loop' ? Math.floor(number / LOOP_LENGTH) : Math.max(0, number - place.number);
  return turn % TURNS;
}

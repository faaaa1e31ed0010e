import { type Course, isOn, ruleOf, type SessionId } from '../../domain/course.ts';
import { pathFrom, weeksCounted } from '../../domain/placement/path.ts';
import type { LessonLetter } from '../../ports/letters.ts';
import { type Edition, sessionAt } from './edition.ts';

/** Divides by the number of wordings of any tip. */
const TURNS = 12;

/**
 * Which wording of its tip a lesson carries: the how-many-eth time this tip comes to her along her path, and one more
 * for each week that she was given beside it (a repeat, a step back, a hold). Worked out from her path, never stored
 * (docs/rules/content.md#tips).
 */
export function tipTurn(course: Course, letter: LessonLetter, sessions: Edition['sessions']): number {
  const { session, level } = letter.decision;
  const tipOf = (one: SessionId) => sessionAt(sessions, one, level)?.tip;
  const way = wayTo(course, letter);
  const tip = tipOf(session);
  const before = way.filter((one) => tipOf(one) === tip).length;
  const beside = Math.max(0, letter.number - 1 - way.length);
  return (before + beside) % TURNS;
}

/** How many rounds of the loop she has behind her; 0 outside it. */
export function lapsBehind(course: Course, letter: LessonLetter): number {
  const { session } = letter.decision;
  if (!isOn(course, 'loop', session)) return 0;
  const straight = straightWay(course, letter).length + upTo(session, course.loop).length;
  return Math.max(0, Math.floor((letter.number - 1 - straight) / course.loop.length));
}

/** The sessions that lead to this one straight along her path, each once, and each lap of the loop. */
function wayTo(course: Course, letter: LessonLetter): readonly SessionId[] {
  const { session } = letter.decision;
  const straight = straightWay(course, letter);
  if (!isOn(course, 'loop', session))
    return upTo(session, straight.includes(session) ? straight : detourTo(course, session));
  const lap = upTo(session, course.loop);
  const laps = Array.from({ length: lapsBehind(course, letter) }, () => course.loop);
  return [...straight, ...laps.flat(), ...lap];
}

/** Her path from the session it began with. */
function straightWay(course: Course, { decision, record }: LessonLetter): readonly SessionId[] {
  const begun = weeksCounted(course, record, decision.becomes.anchor);
  const path = pathFrom(course, begun);
  const open = (session: SessionId) => (ruleOf(course, session).opens[record.pace] ?? 0) <= begun;
  const ceiling = course.ladder.findLast(open);
  const first = path.first === 'ceiling' || !open(path.first) ? ceiling : path.first;
  return path.goes.slice(Math.max(0, path.goes.indexOf(first ?? '')));
}

/** A return led her off her path: back to the on-ramp, or to a session before the one she began with. */
function detourTo(course: Course, session: SessionId): readonly SessionId[] {
  return isOn(course, 'on-ramp', session) ? course.onRamp : course.ladder;
}

function upTo(session: SessionId, way: readonly SessionId[]): readonly SessionId[] {
  return way.slice(0, Math.max(0, way.indexOf(session)));
}

import { asksForCheck, type Course, placeOf, type SessionId } from '../../domain/course.ts';
import type { Edition, GateText, Rich } from './edition.ts';
import { fill, fillRich, word } from './fill.ts';
import type { LessonShape } from './lesson-shape.ts';
import type { MoveView } from './move-view.ts';

/** A gate as a fork: cleared, this session; not yet, the gentle one, which stands right there. */
export interface GateView {
  title: string;
  questions: readonly string[];
  text: Rich;
  ask: string;
  jumpGentle: string;
  jumpSession: string;
  /** The same two on a button each, in two lines, so that both are of one size. */
  gentle: Choice;
  go: Choice;
}

interface Choice {
  lead: string;
  rest: string;
}

/** The session to stay on until she is cleared, in full. */
export interface GentleView {
  heading: string;
  title: string;
  moves: readonly MoveView[];
}

export function gateOf(course: Course, shape: LessonShape, edition: Edition): GateView | null {
  if (!asksForCheck(course, shape.session)) return null;
  const { gate } = edition.safety;
  const wording = shape.yearsAgo ? gate.yearsAgo : gate.birth;
  const names = namesOf(course, shape, edition);
  const jumpGentle = fill(gate.jumpGentle, names);
  const jumpSession = sessionHeading(shape, edition, names.session);
  return {
    title: wording.title,
    questions: wording.questions,
    text: fillRich(textOf(course, shape, wording), names),
    ask: wording.ask,
    jumpGentle,
    jumpSession,
    gentle: choiceOf(jumpGentle),
    go: choiceOf(jumpSession),
  };
}

/** "Not yet: do session 5" by its colon. */
function choiceOf(line: string): Choice {
  const [lead = '', rest = ''] = line.split(/(?<=:) /);
  return { lead, rest };
}

export function gentleOf(
  course: Course,
  shape: LessonShape,
  edition: Edition,
  movesOf: (session: SessionId) => readonly MoveView[],
): GentleView | null {
  if (!asksForCheck(course, shape.session) || shape.gentle === shape.session) return null;
  const below = new Set(movesOf(shape.session).map(({ code }) => code));
  return {
    heading: fill(edition.safety.gate.gentle, namesOf(course, shape, edition)),
    title: edition.sessions[shape.gentle]?.title ?? '',
    // Its cautions are for who begins here and has never done it; what the session below says too is said there.
    moves: movesOf(shape.gentle).map((move) => ({
      ...move,
      first: shape.opensRun && !below.has(move.code),
    })),
  };
}

/** A gate with a stage line, or with the questions before she begins. */
export function asksTwice(
  course: Course,
  { session, gentle, opensRun }: LessonShape,
  { safety }: Edition,
): boolean {
  const asks = safety.stageLines[session] !== undefined || (opensRun && gentle !== session);
  return asks && asksForCheck(course, session);
}

function namesOf(
  course: Course,
  { session, gentle }: LessonShape,
  edition: Edition,
): { session: string; gentle: string } {
  return { session: nameOf(course, session, edition), gentle: nameOf(course, gentle, edition) };
}

function textOf(course: Course, { session, gentle, yearsAgo }: LessonShape, wording: GateText): Rich {
  if (!yearsAgo) return gentle === session ? wording.stay : wording.full;
  if (session !== course.onRamp[0]) return wording.line;
  return {
    html: `${wording.full.html} ${wording.stay.html}`,
    text: `${wording.full.text} ${wording.stay.text}`,
  };
}

/** Over the session itself: for whom it is; its name alone where nobody is sent away from it. */
function sessionHeading(shape: LessonShape, { safety }: Edition, session: string): string {
  const { gate } = safety;
  if (shape.gentle === shape.session) return session.slice(0, 1).toUpperCase() + session.slice(1);
  return fill(shape.yearsAgo ? gate.jumpReady : gate.jumpSession, { session });
}

/** "session 6", "starter session 1". */
function nameOf(course: Course, session: SessionId, { words }: Edition): string {
  const { track, number } = placeOf(course, session);
  return fill(word(words, `${track}-name`), { number: `${number}` });
}

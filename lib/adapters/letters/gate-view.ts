import type { SessionId } from '../../domain/course.ts';
import type { Edition, GateText, Rich } from './edition.ts';
import { fill, fillRich, word } from './fill.ts';
import { type LessonShape, placeOf } from './lesson-shape.ts';
import type { MoveView } from './move-view.ts';

/** A gate as a fork: cleared, this session; not yet, the gentle one, which stands right there. */
export interface GateView {
  title: string;
  questions: readonly string[];
  text: Rich;
  ask: string;
  jumpGentle: string;
  jumpSession: string;
}

/** The session to stay on until she is cleared, in full. */
export interface GentleView {
  heading: string;
  title: string;
  moves: readonly MoveView[];
}

/** Ladder sessions behind the medical gate (docs/rules/placement.md#gates-and-stage-lines); of the on-ramp all are. */
const GATED = { from: 6, to: 12 };
const FIRST_OF_ON_RAMP: SessionId = 'R1';

export function gateOf(shape: LessonShape, edition: Edition): GateView | null {
  if (!isGated(shape)) return null;
  const { gate } = edition.safety;
  const said = shape.yearsAgo ? gate.yearsAgo : gate.birth;
  const names = namesOf(shape, edition);
  return {
    title: said.title,
    questions: said.questions,
    text: fillRich(textOf(shape, said), names),
    ask: said.ask,
    jumpGentle: fill(gate.jumpGentle, names),
    jumpSession: sessionHeading(shape, edition, names.session),
  };
}

export function gentleOf(
  shape: LessonShape,
  edition: Edition,
  movesOf: (session: SessionId) => readonly MoveView[],
): GentleView | null {
  if (!isGated(shape) || shape.gentle === shape.session) return null;
  return {
    heading: fill(edition.safety.gate.gentle, namesOf(shape, edition)),
    title: edition.sessions[shape.gentle]?.title ?? '',
    moves: movesOf(shape.gentle),
  };
}

function isGated({ session }: LessonShape): boolean {
  const { path, number } = placeOf(session);
  return path === 'on-ramp' || (path === 'ladder' && number >= GATED.from && number <= GATED.to);
}

function namesOf({ session, gentle }: LessonShape, edition: Edition): { session: string; gentle: string } {
  return { session: nameOf(session, edition), gentle: nameOf(gentle, edition) };
}

function textOf({ session, gentle, yearsAgo }: LessonShape, said: GateText): Rich {
  if (!yearsAgo) return gentle === session ? said.stay : said.full;
  if (session !== FIRST_OF_ON_RAMP) return said.line;
  return { html: `${said.full.html} ${said.stay.html}`, text: `${said.full.text} ${said.stay.text}` };
}

/** Over the session itself: for whom it is; its name alone where nobody is sent away from it. */
function sessionHeading(shape: LessonShape, { safety }: Edition, session: string): string {
  const { gate } = safety;
  if (shape.gentle === shape.session) return session.slice(0, 1).toUpperCase() + session.slice(1);
  return fill(shape.yearsAgo ? gate.jumpReady : gate.jumpSession, { session });
}

/** "session 6", "starter session 1". */
function nameOf(session: SessionId, { words }: Edition): string {
  const { path, number } = placeOf(session);
  return fill(word(words, `${path}-name`), { number: `${number}` });
}

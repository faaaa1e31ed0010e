import type { OnRampSession } from '../../domain/course.ts';
import type { LessonLetter, LessonLinks } from '../../ports.ts';
import { type Edition, type Exercise, type Move, type Rich, type Session, sessionKey } from './edition.ts';
import { type Picture, type Pictures, pictureOf } from './pictures.ts';
import { type Review, reviewLine } from './review.ts';

/** What a letter needs beside the lesson: who sends it, and who has reviewed the course. */
export interface Imprint {
  postalAddress: string;
  review: Review | null;
}

/** A lesson as data: what its mail, its text and its page in the browser all say. */
export interface LessonView {
  lang: string;
  /** The subject, and the lesson's heading. */
  title: string;
  firstLine: string;
  hello: string | null;
  words: Edition['words'];
  links: LessonLinks;
  safety: Edition['safety'];
  strip: { stage: string; place: string; effort: string; dots: string; howOften: string };
  firstDays: Rich | null;
  caesarean: readonly Rich[];
  stageLine: Rich | null;
  selfCheck: Edition['safety']['selfCheck'] | null;
  gate: Edition['safety']['gate'] | null;
  /** Whether the "Not yet" and "I am ready" buttons stand in it. */
  notYet: boolean;
  ready: boolean;
  moves: readonly MoveView[];
  easier: Rich;
  harder: Rich;
  impact: { title: string; text: string; step: string } | null;
  readyCheck: Rich | null;
  pelvicFloor: { text: Rich; knack: Rich | null; caution: string } | null;
  everyday: Rich;
  /** The session to do while the gate's answer is "not yet", in full. */
  fallback: { heading: string; title: string; moves: readonly MoveView[] } | null;
  tip: { title: string; paragraphs: readonly Rich[] };
  /** The whole table of signs; the mail leaves it to the page in the browser where null. */
  signs: Edition['safety']['table'] | null;
  general: string;
  review: string;
  postalAddress: string;
}

export interface MoveView extends Omit<Exercise, 'impact'> {
  code: string;
  dose: string;
  /** The word for it where the move is optional. */
  optional: string | null;
  or: { name: string; dose: string; cue: string } | null;
  picture: Picture | null;
}

/** The last session with the lines for after a caesarean (course-design.md 0.0). */
const LAST_CAESAREAN_SESSION = 8;
/** Weeks since birth from which the table of signs is a link, and lessons of a run before it is (0.0). */
const FULL_SIGNS_WEEKS = 12;
const FULL_SIGNS_LESSONS = 3;
const ON_RAMP_GATE: OnRampSession = 'R1';

/** Everything one lesson says, in her country's words. Pure. */
export function lessonView(
  letter: LessonLetter,
  edition: Edition,
  imprint: Imprint,
  pictures: Pictures,
): LessonView {
  const { decision, links } = letter;
  const { safety, words } = edition;
  const session = sessionOf(edition, decision.session, decision.level);
  const place = placeOf(decision.session);
  const gated =
    place.path === 'on-ramp' || (place.path === 'ladder' && place.number >= 6 && place.number <= 12);
  const title = titleIn(edition, decision.session, session);
  const row = (move: Move) => moveView(move, edition, pictures);
  return {
    lang: edition.lang,
    title,
    firstLine: fill(word(words, 'first-line'), { title, minutes: `${session.minutes}` }),
    hello: letter.record.firstName ? fill(word(words, 'hello'), { name: letter.record.firstName }) : null,
    words,
    links,
    safety,
    strip: stripOf(letter, edition, place),
    firstDays: decision.session === '0' ? safety.firstDays : null,
    caesarean: place.path === 'ladder' && place.number <= LAST_CAESAREAN_SESSION ? safety.caesarean : [],
    stageLine: safety.stageLines[decision.session] ?? null,
    selfCheck: decision.opensRun ? safety.selfCheck : null,
    gate: gated ? safety.gate : null,
    notYet: gated || ['16', '24', '36'].includes(decision.session),
    ready: decision.becomes.hold,
    moves: session.moves.map(row),
    easier: session.easier,
    harder: session.harder,
    impact: impactOf(session, edition),
    readyCheck: decision.session === 'R6' ? safety.readyCheck : null,
    pelvicFloor: pelvicFloorOf(letter, edition, session),
    everyday: everydayOf(letter, edition),
    fallback: gated ? fallbackOf(edition, decision.session, row) : null,
    tip: tipOf(letter, edition, session, place),
    signs: showsSigns(letter, place) ? safety.table : null,
    general: safety.general,
    review: reviewLine(imprint.review, edition),
    postalAddress: imprint.postalAddress,
  };
}

/** "Session 12: hold a weight": the name of a session, and the subject of its mail. */
export function titleOfSession(edition: Edition, session: string, level: number | null): string {
  return titleIn(edition, session, sessionOf(edition, session, level));
}

interface Place {
  path: 'ladder' | 'on-ramp' | 'loop';
  number: number;
}

function placeOf(session: string): Place {
  const number = Number(session.replace(/\D/, ''));
  return { path: session.startsWith('R') ? 'on-ramp' : session.startsWith('E') ? 'loop' : 'ladder', number };
}

function sessionOf(edition: Edition, id: string, level: number | null): Session {
  const session = edition.sessions[sessionKey(id, level)];
  if (!session) throw new Error(`no session ${sessionKey(id, level)} in the course`);
  return session;
}

function titleIn(edition: Edition, id: string, session: Session): string {
  const { path, number } = placeOf(id);
  const subject =
    path === 'ladder'
      ? edition.subjects.ladder
      : path === 'on-ramp'
        ? edition.subjects.onRamp
        : edition.subjects.loop;
  const lower = session.title.slice(0, 1).toLowerCase() + session.title.slice(1);
  return fill(subject, { number: `${number}`, title: lower });
}

function stripOf({ decision }: LessonLetter, edition: Edition, place: Place): LessonView['strip'] {
  const stage = edition.stages[decision.stage];
  const effort =
    edition.onRamp[decision.session] ??
    edition.levels[place.path === 'loop' ? `${decision.level ?? 1}` : ''] ??
    stage;
  const [from, to] = effort.effort;
  const span = from === to ? `${to}` : from === 0 ? `0 to ${to}` : `${from} to ${to}`;
  return {
    stage: stage.name,
    place: fill(word(edition.words, `${place.path}-place`), {
      number: `${place.number}`,
      level: `${decision.level ?? 1}`,
    }),
    effort: fill(word(edition.words, 'effort'), { effort: span, words: effort.effortWords }),
    dots: '●'.repeat(to) + '○'.repeat(10 - to),
    howOften: stage.howOften,
  };
}

function moveView(move: Move, edition: Edition, pictures: Pictures): MoveView {
  const exercise = exerciseOf(edition, move.code);
  const or = move.or ? { ...move.or, exercise: exerciseOf(edition, move.or.code) } : null;
  return {
    code: move.code,
    name: exercise.name,
    purpose: exercise.purpose,
    equipment: exercise.equipment,
    cue: exercise.cue,
    steps: exercise.steps,
    easier: exercise.easier,
    harder: exercise.harder,
    caution: exercise.caution,
    dose: move.dose,
    optional: move.optional ? word(edition.words, 'optional') : null,
    or: or ? { name: or.exercise.name, dose: or.dose, cue: or.exercise.cue } : null,
    picture: pictureOf(pictures, move.code, exercise),
  };
}

function exerciseOf(edition: Edition, code: string): Exercise {
  const exercise = edition.exercises[code];
  if (!exercise) throw new Error(`no exercise ${code} in the course`);
  return exercise;
}

function impactOf(session: Session, { exercises, safety }: Edition): LessonView['impact'] {
  const move = session.moves.find(({ code }) => exercises[code]?.impact);
  if (!move) return null;
  return { title: safety.impact.title, text: safety.impact.text, step: safety.impact.steps[move.code] ?? '' };
}

/** Not where the squeezes are one of the moves: they would stand there twice. */
function pelvicFloorOf(
  { decision }: LessonLetter,
  edition: Edition,
  session: Session,
): LessonView['pelvicFloor'] {
  if (session.moves.some(({ code }) => code === 'PF')) return null;
  const stage = edition.stages[decision.stage];
  const level = decision.level === null ? null : edition.levels[`${decision.level}`];
  return {
    text: level?.pelvicFloor ?? stage.pelvicFloor,
    knack: stage.knack,
    caution: edition.safety.pelvicFloorCaution,
  };
}

function everydayOf({ decision, record }: LessonLetter, { everyday }: Edition): Rich {
  const { list, index } = decision.everyday;
  const lines = record.babyMentions
    ? everyday[list]
    : everyday[list === 'ladder' && index <= 1 ? 'ladder' : 'neutral'];
  const line = lines[index % lines.length];
  if (!line) throw new Error(`no everyday move ${list}/${index}`);
  return line;
}

function fallbackOf(edition: Edition, id: string, row: (move: Move) => MoveView): LessonView['fallback'] {
  const instead = id.startsWith('R') ? ON_RAMP_GATE : '5';
  if (instead === id) return null;
  const session = sessionOf(edition, instead, null);
  return {
    heading: edition.safety.gate.fallback,
    title: titleIn(edition, instead, session),
    moves: session.moves.map(row),
  };
}

/**
 * Which wording of the tip: on the ladder and the on-ramp each return of a tip, and each week a session is
 * repeated, brings the next one; in the loop each lap does.
 */
function tipOf(
  { number }: LessonLetter,
  edition: Edition,
  session: Session,
  place: Place,
): LessonView['tip'] {
  const variants = edition.tips[session.tip] ?? [];
  const turn = place.path === 'loop' ? Math.floor(number / 12) : Math.max(0, number - place.number);
  const tip = variants[(session.tipTurn + turn) % Math.max(1, variants.length)];
  if (!tip) throw new Error(`no tip ${session.tip} in the course`);
  return tip;
}

function showsSigns({ decision, number }: LessonLetter, place: Place): boolean {
  const weeks = decision.weeksSinceBirth;
  return (
    (weeks !== null && weeks < FULL_SIGNS_WEEKS) ||
    place.path === 'on-ramp' ||
    number <= FULL_SIGNS_LESSONS ||
    decision.opensRun
  );
}

function word(words: Edition['words'], key: string): string {
  const found = words[key];
  if (found === undefined) throw new Error(`letters.yaml has no word "${key}"`);
  return found;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([a-z-]+)\}/g, (whole, key: string) => values[key] ?? whole);
}

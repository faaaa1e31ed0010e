import type { LessonLinks } from '../../ports/letters.ts';
import { type Edition, type Exercise, type Move, type Rich, type Session, sessionKey } from './edition.ts';
import { type LessonShape, type Place, placeOf } from './lesson-shape.ts';
import { type Picture, type Pictures, pictureOf, reachedBy } from './pictures.ts';
import { type Review, reviewLine } from './review.ts';

/** What a letter needs beside the lesson: who sends it, and who has reviewed the course. */
export interface Imprint {
  postalAddress: string;
  review: Review | null;
}

/** What is hers alone in a lesson. */
export interface Hers {
  firstName: string;
  links: LessonLinks;
}

/** A lesson as data: what its mail, its text and its page in the browser all say. */
export interface LessonView {
  lang: string;
  /** The subject, and the lesson's heading. */
  title: string;
  firstLine: string;
  hello: string | null;
  /** False: nothing in it may name a baby, its own footer included. */
  babyMentions: boolean;
  words: Edition['words'];
  links: LessonLinks;
  safety: Edition['safety'];
  strip: {
    stage: string;
    place: string;
    effort: string;
    /** Effort as ten dots. */
    dots: string;
    howOften: string;
    /** One for each of the eight stages: whether she has reached it. */
    path: readonly boolean[];
  };
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
  /** The whole table of signs; null where the mail leaves it to the page in the browser. */
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

/** The last session with the lines for after a caesarean (docs/rules/content.md#lines-after-a-caesarean). */
const LAST_CAESAREAN_SESSION = 8;
/** Sessions behind the check gate, and those that open a stage (0.0). */
const GATED = { from: 6, to: 12 };
const STAGE_OPENERS = ['16', '24', '36'];

/** Everything one lesson says, in her country's words. Pure. */
export function lessonView(
  shape: LessonShape,
  hers: Hers,
  edition: Edition,
  imprint: Imprint,
  pictures: Pictures,
): LessonView {
  const { safety, words } = edition;
  const session = sessionOf(edition, shape.session, shape.level);
  const place = placeOf(shape.session);
  const gated = isGated(place);
  const title = titleOfSession(edition, shape);
  const reached = reachedBy(place, shape.level);
  const row = (move: Move) => moveView(move, edition, pictures, reached);
  return {
    lang: edition.lang,
    babyMentions: edition.babyMentions,
    title,
    firstLine: fill(word(words, 'first-line'), { title, minutes: `${session.minutes}` }),
    hello: shape.named ? fill(word(words, 'hello'), { name: hers.firstName }) : null,
    words,
    links: hers.links,
    safety,
    strip: stripOf(shape, edition, place),
    firstDays: shape.session === '0' ? safety.firstDays : null,
    caesarean: place.path === 'ladder' && place.number <= LAST_CAESAREAN_SESSION ? safety.caesarean : [],
    stageLine: safety.stageLines[shape.session] ?? null,
    selfCheck: shape.opensRun ? safety.selfCheck : null,
    gate: gated ? safety.gate : null,
    notYet: gated || STAGE_OPENERS.includes(shape.session),
    ready: shape.hold,
    moves: session.moves.map(row),
    easier: session.easier,
    harder: session.harder,
    impact: impactOf(session, edition),
    readyCheck: shape.session === 'R6' ? safety.readyCheck : null,
    pelvicFloor: pelvicFloorOf(shape, edition, session),
    everyday: everydayOf(shape, edition, place),
    fallback: gated ? fallbackOf(shape, edition, row) : null,
    tip: tipOf(shape, edition, session),
    signs: shape.signs ? safety.table : null,
    general: safety.general,
    review: reviewLine(imprint.review, edition),
    postalAddress: imprint.postalAddress,
  };
}

/** "Session 12: hold a weight": the name of a session, and the subject of its mail. */
export function titleOfSession(
  edition: Edition,
  { session, level }: Pick<LessonShape, 'session' | 'level'>,
): string {
  const { path, number } = placeOf(session);
  const { title } = sessionOf(edition, session, level);
  const subject = {
    ladder: edition.subjects.ladder,
    'on-ramp': edition.subjects.onRamp,
    loop: edition.subjects.loop,
  };
  return fill(subject[path], {
    number: `${number}`,
    title: title.slice(0, 1).toLowerCase() + title.slice(1),
  });
}

function isGated({ path, number }: Place): boolean {
  return path === 'on-ramp' || (path === 'ladder' && number >= GATED.from && number <= GATED.to);
}

function sessionOf(edition: Edition, id: string, level: number | null): Session {
  const session = edition.sessions[sessionKey(id, level)];
  if (!session) throw new Error(`no session ${sessionKey(id, level)} in the course`);
  return session;
}

function stripOf(shape: LessonShape, edition: Edition, place: Place): LessonView['strip'] {
  const stage = edition.stages[shape.stage];
  const level = `${shape.level ?? 1}`;
  const { effort, effortWords } =
    edition.onRamp[shape.session] ?? (place.path === 'loop' ? edition.levels[level] : null) ?? stage;
  const [from, to] = effort;
  return {
    stage: stage.name,
    place: fill(word(edition.words, `${place.path}-place`), { number: `${place.number}`, level }),
    effort: fill(word(edition.words, 'effort'), {
      effort: from === to ? `${to}` : `${from} to ${to}`,
      words: effortWords,
    }),
    dots: '●'.repeat(to) + '○'.repeat(10 - to),
    howOften: stage.howOften,
    path: Object.keys(edition.stages).map((one) => one <= shape.stage),
  };
}

function moveView(move: Move, edition: Edition, pictures: Pictures, reached: number): MoveView {
  const { impact: _, ...exercise } = exerciseOf(edition, move.code);
  const or = move.or ? exerciseOf(edition, move.or.code) : null;
  return {
    ...exercise,
    code: move.code,
    dose: move.dose,
    optional: move.optional ? word(edition.words, 'optional') : null,
    or: move.or && or ? { name: or.name, dose: move.or.dose, cue: or.cue } : null,
    picture: pictureOf(pictures, move, reached),
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
function pelvicFloorOf(shape: LessonShape, edition: Edition, session: Session): LessonView['pelvicFloor'] {
  if (session.moves.some(({ code }) => code === 'PF')) return null;
  const stage = edition.stages[shape.stage];
  const level = shape.level === null ? null : edition.levels[`${shape.level}`];
  return {
    text: level?.pelvicFloor ?? stage.pelvicFloor,
    knack: stage.knack,
    caution: edition.safety.pelvicFloorCaution,
  };
}

/**
 * The move that was decided; the neutral one where her edition has no other. Of the neutral moves only those
 * that her session allows: a box is not lifted in the first weeks.
 */
function everydayOf({ everyday, session }: LessonShape, edition: Edition, place: Place): Rich {
  const lines = everyday.list === 'neutral' ? [] : edition.everyday[everyday.list];
  const reached = place.path === 'ladder' ? place.number : Number.POSITIVE_INFINITY;
  const neutral = edition.everyday.neutral.filter(({ from }) => from <= reached);
  const line = lines[everyday.index] ?? neutral[everyday.index % neutral.length]?.line;
  if (!line) throw new Error(`no everyday move for session ${session}`);
  return line;
}

function fallbackOf(
  { session }: LessonShape,
  edition: Edition,
  row: (move: Move) => MoveView,
): LessonView['fallback'] {
  const instead = session.startsWith('R') ? 'R1' : '5';
  if (instead === session) return null;
  return {
    heading: edition.safety.gate.fallback,
    title: titleOfSession(edition, { session: instead, level: null }),
    moves: sessionOf(edition, instead, null).moves.map(row),
  };
}

function tipOf(shape: LessonShape, edition: Edition, session: Session): LessonView['tip'] {
  const variants = edition.tips[session.tip] ?? [];
  const tip = variants[(session.tipTurn + shape.turn) % Math.max(1, variants.length)];
  if (!tip) throw new Error(`no tip ${session.tip} in the course`);
  return tip;
}

function word(words: Edition['words'], key: string): string {
  const found = Object.hasOwn(words, key) ? words[key] : undefined;
  if (found === undefined) throw new Error(`letters.yaml has no word "${key}"`);
  return found;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([a-z-]+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? (values[key] ?? whole) : whole,
  );
}

import { asksForCheck, type Course, type Place, placeOf } from '../../domain/course.ts';
import type { LessonLinks } from '../../ports/letters.ts';
import {
  type Edition,
  type Graduation,
  type Numbers,
  type Rich,
  type Running,
  type Session,
  sessionAt,
  sessionKey,
  stageIn,
} from './edition.ts';
import { fill, word } from './fill.ts';
import { asksTwice, type GateView, type GentleView, gateOf, gentleOf } from './gate-view.ts';
import { type HeadView, type Hers, headOf } from './head-view.ts';
import { isFirst, type LessonShape } from './lesson-shape.ts';
import { asNew, type MoveGroup, type MoveView, moveViews, orderedGroups } from './move-view.ts';
import { type Picture, type Pictures, pictureOf } from './pictures.ts';
import { type Review, reviewLine } from './review.ts';

/** What a letter needs beside the lesson: the course it is of, who sends it, and who has reviewed it. */
export interface Imprint {
  course: Course;
  postalAddress: string;
  review: Review | null;
}

/** A lesson as data: what its mail, its text and its page in the browser all say. */
export interface LessonView extends HeadView {
  /** The lesson's heading. */
  title: string;
  /** The mark at its top; null where nothing was drawn. */
  mark: Picture | null;
  /** The picture of the year, where a part of it ends here. */
  milestone: Picture | null;
  /** From the third lesson of a run: a link to a session that a friend may see. */
  share: boolean;
  /** The way out at its top. */
  stop: { href: string; words: string };
  words: Edition['words'];
  offersNoBaby: boolean;
  links: LessonLinks;
  pauses: Edition['pauses'];
  safety: Edition['safety'];
  caesarean: readonly Rich[];
  selfCheck: Edition['safety']['selfCheck'] | null;
  stageLine: Rich | null;
  symptomLine: Rich | null;
  gate: GateView | null;
  /** The session to stay on until she is cleared; null without a gate, and where this is the one. */
  gentle: GentleView | null;
  /** Whether the course ends with it. */
  ends: boolean;
  /** Whether the "I am ready" button stands in it. */
  ready: boolean;
  session: SessionView;
  /** Asks more of her than to train, so it leaves to the page in the browser what she can do without. */
  lean: boolean;
  /**
   * The line of every day is left to the page as well: behind a gate with a stage line or with the questions before she
   * begins, and where a line says why she gets this session.
   */
  everydayOnPage: boolean;
  /** Every move of the session, in order. */
  moves: readonly MoveView[];
  impact: {
    title: string;
    line: string;
    needs: string;
    otherwise: string;
    link: string;
    conditions: string;
  } | null;
  readyCheck: Rich | null;
  mood: Edition['safety']['mood'] | null;
  pelvicFloor: { text: Rich; knack: Rich | null; caution: string } | null;
  everyday: Rich;
  numbers: (Numbers & { compare: string | null }) | null;
  running: Running | null;
  graduation: Graduation | null;
  nextLevel: { line: string; heavier: boolean } | null;
  lights: { title: string; green: Rich; amber: Rich; red: Rich; book: Rich } | null;
  /** The lines of a mail that must be short, in place of its long ones; null in any other. */
  brief: { easier: string; feel: string } | null;
  tip: { title: string; paragraphs: readonly Rich[] };
  /** The whole table of signs; null where the mail leaves it to the page in the browser. */
  signs: Edition['safety']['table'] | null;
  general: string;
  review: string;
  postalAddress: string;
}

/** How the session is done: what stands around its moves. */
export interface SessionView {
  warmUp: string;
  rest: string;
  stop: string;
  bag: string | null;
  oneBag: string | null;
  bagSafety: string | null;
  groups: readonly MoveGroup[];
  /** An easier week: its one line says what less is, move by move would be too much. */
  easy: boolean;
  /** Outside blocks: she is new to training twice a week. */
  opens: boolean;
  easier: string;
  harder: Session['harder'];
  rule: string | null;
  walk: string;
  readyNext: string | null;
}

/** Everything one lesson says, in her country's words. Pure. */
export function lessonView(
  shape: LessonShape,
  hers: Hers,
  edition: Edition,
  imprint: Imprint,
  pictures: Pictures,
): LessonView {
  const { safety, words, programme } = edition;
  const { course } = imprint;
  const session = sessionOf(edition, shape.session, shape.level);
  const moves = moveViews(session.moves, edition, pictures).map((move) =>
    shape.opensRun ? asNew(move) : move,
  );
  const head = headOf(shape, hers, edition, session, course);
  return {
    ...head,
    ...brandOf(course, shape, edition, pictures),
    stop: { href: hers.links.unsubscribe, words: word(words, 'stop') },
    words,
    offersNoBaby: edition.babyMentions && course.voices,
    share: shape.share,
    links: hers.links,
    pauses: edition.pauses,
    safety,
    ...carefully(course, shape, edition, session),
    gate: gateOf(course, shape, edition),
    gentle: gentleOf(course, shape, edition, (id) =>
      moveViews(sessionOf(edition, id, null).moves, edition, pictures),
    ),
    ready: shape.hold,
    ends: shape.ends,
    lean: isLean(course, shape, edition, session),
    everydayOnPage: asksTwice(course, shape, edition) || head.because !== null,
    session: aroundMoves(session, orderedGroups(moves, session.pairs)),
    moves,
    impact: session.impact && { ...safety.impact, ...session.impact },
    pelvicFloor: pelvicFloorOf(course, shape, edition, session),
    everyday: everydayOf(shape, edition, placeOf(course, shape.session)),
    numbers: (session.numbers && programme.numbers && { ...programme.numbers, ...session.numbers }) ?? null,
    running: (session.readyToRun ? programme.running : null) ?? null,
    graduation: (shape.session === course.ladder.at(-1) ? programme.graduation : null) ?? null,
    nextLevel:
      session.nextLevel === null
        ? null
        : { line: session.nextLevel, heavier: !shape.ends && shape.level !== course.levels?.highest },
    tip: tipOf(shape, edition, session),
    signs: shape.signs ? safety.table : null,
    general: safety.general,
    review: reviewLine(imprint.review, edition),
    postalAddress: imprint.postalAddress,
    title: session.title,
  };
}

/** A gate, a stage line, her numbers, or the last words of the ladder. */
function isLean(course: Course, shape: LessonShape, { safety }: Edition, { numbers }: Session): boolean {
  return (
    asksForCheck(course, shape.session) ||
    safety.stageLines[shape.session] !== undefined ||
    numbers !== null ||
    shape.session === course.ladder.at(-1)
  );
}

function brandOf(
  course: Course,
  { session }: LessonShape,
  { alts }: Edition,
  pictures: Pictures,
): Pick<LessonView, 'mark' | 'milestone'> {
  return {
    mark: pictureOf(pictures, 'mark'),
    milestone: pictureOf(pictures, course.milestones[session] ?? '', alts),
  };
}

type Care = Pick<
  LessonView,
  'caesarean' | 'selfCheck' | 'stageLine' | 'symptomLine' | 'readyCheck' | 'mood' | 'lights' | 'brief'
>;

/** The lines that keep her safe, where each is due. */
function carefully(course: Course, shape: LessonShape, { safety }: Edition, { short }: Session): Care {
  const { lights } = safety;
  const afterCaesarean = course.lines.afterCaesarean.includes(shape.session);
  return {
    caesarean: !afterCaesarean
      ? []
      : short
        ? [short.caesarean, ...safety.caesarean.slice(1)]
        : safety.caesarean,
    selfCheck: shape.opensRun ? safety.selfCheck : null,
    stageLine: safety.stageLines[shape.session] ?? null,
    // The gate of years ago says the same in its own words.
    symptomLine:
      shape.yearsAgo && shape.gentle === shape.session ? null : (safety.symptomLines[shape.session] ?? null),
    readyCheck: course.lines.readyCheck.includes(shape.session) ? safety.readyCheck : null,
    mood: course.lines.mood.includes(shape.session) ? safety.mood : null,
    lights: short
      ? null
      : {
          title: lights.title,
          green: lights.green,
          amber: isFirst(course, shape.session) ? lights.amberFirst : lights.amber,
          red: lights.red,
          book: lights.book,
        },
    brief: short && { easier: short.easier, feel: short.feel },
  };
}

function aroundMoves(session: Session, groups: readonly MoveGroup[]): SessionView {
  return {
    warmUp: session.warmUp,
    rest: session.rest,
    stop: session.stop,
    bag: session.bag,
    oneBag: session.oneBag,
    bagSafety: session.bag === null ? null : session.bagSafety,
    groups,
    easy: session.easierWeek,
    opens: !session.inBlock,
    easier: session.easier,
    harder: session.harder,
    rule: session.rule,
    walk: session.walk,
    readyNext: session.readyNext,
  };
}

/** "Session 12: Hold a weight": the name of a session. */
export function titleOfSession(
  course: Course,
  edition: Edition,
  { session, level }: Pick<LessonShape, 'session' | 'level'>,
): string {
  const { track, number } = placeOf(course, session);
  const { title } = sessionOf(edition, session, level);
  const { ladder, onRamp, loop } = edition.titles;
  return fill({ ladder, 'on-ramp': onRamp, loop }[track], { number: `${number}`, title });
}

function sessionOf(edition: Edition, id: string, level: number | null): Session {
  const session = sessionAt(edition.sessions, id, level);
  if (!session) throw new Error(`no session ${sessionKey(id, level)} in the course`);
  return session;
}

/** Not where the squeezes are one of the moves: they would stand there twice. */
function pelvicFloorOf(
  course: Course,
  shape: LessonShape,
  edition: Edition,
  session: Session,
): LessonView['pelvicFloor'] {
  if (session.moves.some(({ code }) => code === edition.safety.pelvicFloorMove)) return null;
  const stage = stageIn(edition, shape.stage);
  const level = shape.level === null ? null : edition.levels[`${shape.level}`];
  return {
    text: level?.pelvicFloor ?? stage.pelvicFloor,
    // In an easier week, and in the first stages, whose sessions have no pairs: there is the room for it.
    knack:
      (session.easierWeek && !asksForCheck(course, shape.session)) || session.pairs.length === 0
        ? stage.knack
        : null,
    caution: edition.safety.pelvicFloorCaution,
  };
}

/**
 * The line that was decided; the neutral one where her edition has no other. Of the neutral lines only those that her
 * session allows: a box is not lifted in the first weeks, and a towel on a scar is for the first weeks alone.
 */
function everydayOf({ everyday, session }: LessonShape, edition: Edition, place: Place): Rich {
  const lines = everyday.list === 'neutral' ? [] : edition.everyday[everyday.list];
  const reached = place.track === 'ladder' ? place.number : Number.POSITIVE_INFINITY;
  const hers = edition.everyday.neutral.filter(({ until }) => reached <= (until ?? Number.POSITIVE_INFINITY));
  const turn = everyday.index % hers.length;
  const allowed = hers.filter(({ from }) => from <= reached);
  const next = hers[turn];
  const neutral = next && next.from <= reached ? next : allowed[turn % allowed.length];
  const line = lines[everyday.index] ?? neutral?.line;
  if (!line) throw new Error(`no everyday move for session ${session}`);
  return line;
}

function tipOf(shape: LessonShape, edition: Edition, session: Session): LessonView['tip'] {
  const variants = edition.tips[session.tip] ?? [];
  const tip = variants[shape.turn % Math.max(1, variants.length)];
  if (!tip) throw new Error(`no tip ${session.tip} in the course`);
  return tip;
}

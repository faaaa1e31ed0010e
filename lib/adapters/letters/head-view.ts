import { type Course, placeOf, type Track } from '../../domain/course.ts';
import type { LessonLinks } from '../../ports/letters.ts';
import { type Edition, type Session, stageIn } from './edition.ts';
import { fill, word } from './fill.ts';
import { type HelpLinks, helpLinks } from './help-pages.ts';
import type { LessonShape } from './lesson-shape.ts';
import { type WayBars, wayBars } from './way-bars.ts';

/** What is hers alone in a lesson. */
export interface Hers {
  firstName: string;
  /** "Tuesday and Friday"; empty where she chose none. */
  trainingDays: string;
  links: LessonLinks;
}

/** What stands around the session. */
export interface HeadView {
  lang: string;
  /** What an inbox shows. */
  subject: string;
  firstLine: string;
  hello: string | null;
  /** False: nothing in it may name a baby, its own footer included. */
  babyMentions: boolean;
  strip: {
    stage: string;
    place: string;
    effort: string;
    /** Effort as ten dots. */
    dots: string;
    howOften: string;
    bars: readonly WayBars[];
  };
  minutes: string;
  /** What to have at hand, in one line; null where it takes nothing. */
  needs: string | null;
  /** Why this session and no other, in one line. */
  because: string | null;
  /** Her training days, in one line; null where she chose none. */
  thisWeek: string | null;
  /** Why it is worth it: one sentence above the session, the rest after it. */
  why: { lead: string; more: string };
  /** Not in a run's first lesson, when she cannot have been away, nor where the course ends. */
  away: boolean;
  /** The help pages in her country's words. */
  help: HelpLinks;
  /** The reasons to leave that she is offered. */
  exits: readonly { href: string; words: string }[];
}

export function headOf(
  shape: LessonShape,
  hers: Hers,
  edition: Edition,
  session: Session,
  course: Course,
): HeadView {
  const { words } = edition;
  const minutes = `${session.minutes}`;
  return {
    lang: edition.lang,
    babyMentions: edition.babyMentions,
    subject: session.subject,
    firstLine: firstLineOf(session, edition),
    hello: shape.named ? fill(word(words, 'hello'), { name: hers.firstName }) : null,
    strip: stripOf(shape, edition, session, course),
    minutes: fill(word(words, 'minutes'), { minutes }),
    needs:
      session.needs.length === 0 ? null : fill(word(words, 'needs'), { things: session.needs.join(', ') }),
    because: becauseOf(shape, edition),
    thisWeek: shape.hasDays ? fill(word(words, 'this-week'), { days: hers.trainingDays }) : null,
    why: whyOf(whyNow(shape, session)),
    away: !shape.opensRun && !shape.ends,
    help: helpLinks(hers.links.help, edition.country, edition.babyMentions),
    exits: exitsOf(hers.links, edition),
  };
}

/** Those of her edition. */
function exitsOf({ exits }: LessonLinks, { buttons }: Edition): HeadView['exits'] {
  return Object.entries(buttons.exits).flatMap(([name, { mail }]) =>
    mail === null ? [] : [{ href: exits[name] ?? '', words: mail }],
  );
}

/** What was done for her by hand, and why it is this session. */
function becauseOf({ byHand, because }: LessonShape, edition: Edition): string | null {
  const lines = [byHand, because].flatMap((key) => edition.because[key ?? ''] ?? []);
  return lines.length === 0 ? null : lines.join(' ');
}

/** As many letters as the inbox of a phone shows of a mail's first line. */
const PREVIEW = 38;

/** What an inbox shows beside the subject: her minutes, and the moves that it begins with where there is room. */
function firstLineOf({ minutes, moves, short }: Session, { words, exercises }: Edition): string {
  const line = fill(word(words, 'first-line'), { minutes: `${minutes}` });
  if (short) return line;
  const [first, second] = moves.map(({ code }) => exercises[code]?.name ?? '');
  const lines = [`${line} ${first}, ${second}.`, `${line} ${first}.`];
  return lines.find(({ length }) => length <= PREVIEW) ?? line;
}

/** The why of her round of the loop; for who gave birth years ago, or never, that of theirs. */
function whyNow({ yearsAgo, lap }: LessonShape, { why, whyYearsAgo, whyOfLaps }: Session): string {
  const first = yearsAgo ? (whyYearsAgo ?? why) : why;
  return [first, ...whyOfLaps][lap % (1 + whyOfLaps.length)] ?? first;
}

/** The first sentence, and what is left. */
function whyOf(why: string): HeadView['why'] {
  const end = /[.?](?=\s)/.exec(why);
  if (!end) return { lead: why, more: '' };
  return { lead: why.slice(0, end.index + 1), more: why.slice(end.index + 1).trim() };
}

function stripOf(shape: LessonShape, edition: Edition, session: Session, course: Course): HeadView['strip'] {
  const place = placeOf(course, shape.session);
  const stage = stageIn(edition, shape.stage);
  const level = `${shape.level ?? 1}`;
  const [from, to] = session.effort;
  return {
    stage: stage.name,
    place: fill(word(edition.words, `${place.track}-place`), {
      number: `${place.number}`,
      of: `${lastNumberOf(course, place.track)}`,
      level,
    }),
    effort: fill(word(edition.words, 'effort'), {
      effort: from === to ? `${to}` : fill(edition.span, { from: `${from}`, to: `${to}` }),
      words: session.effortWords,
    }),
    dots: '●'.repeat(to) + '○'.repeat(10 - to),
    howOften: stage.howOften,
    bars: wayBars(course, shape.session),
  };
}

/** What the last session of a track is called. */
function lastNumberOf(course: Course, track: Track): number {
  const { ladder, onRamp, loop } = course;
  return track === 'ladder'
    ? ladder.length - 1 + course.firstNumber
    : (track === 'loop' ? loop : onRamp).length;
}

import { COUNTRIES, type Country } from '../domain/course.ts';
import { FIRST_COURSE } from '../domain/first-course.ts';
import type { LessonLetter, Letter, Letters } from '../ports/letters.ts';
import { readingOf } from './check-reading.ts';
import { voiceOf } from './compile-edition.ts';
import type { Finding } from './findings.ts';
import { bare, imagesOf, linksOf, visibleTexts } from './letter-text.ts';
import type { CourseSource } from './read-course.ts';
import { rich } from './rich-text.ts';
import { type AtLevel, EVERY_SESSION, sampleLesson } from './sample-lesson.ts';

/** Gmail cuts a mail near 102 KB; we stay far under it (Q29). */
const MOST_HTML_BYTES = 40_000;
const LONGEST_SUBJECT = 49;
const SITE = 'https://course.example';
/** As long a name as the form takes. */
const LONG_NAME = 'Wilhelmina-Alexandrina van der Westhuizen-O’Brien';

/** The lesson is graded once, in the words it was written in. */
const isGraded = ({ record, decision }: LessonLetter) =>
  record.country === 'GB' && record.babyMentions && !decision.opensRun;

export interface LettersToCheck {
  course: CourseSource;
  letters: Letters;
  /** Every session in every country and mode; otherwise each session in two. */
  everyEdition: boolean;
}

/** Writes the lessons as readers would get them, and holds each against what every email must carry. */
export function checkLetters({ course, letters, everyEdition }: LettersToCheck): Finding[] {
  const findings = EVERY_SESSION.flatMap((which, place) =>
    (everyEdition ? EVERY_CASE : casesFor(place)).flatMap(({ country, babyMentions, opensRun }) => {
      const letter = sampleLesson(which, {
        site: SITE,
        ...(opensRun ? { opensRun } : {}),
        record: { country, babyMentions, firstName: LONG_NAME },
      });
      return checkLetter(course, which, letter, letters.lesson(letter));
    }),
  );
  const seen = new Set<string>();
  return findings.filter(({ file, message }) => !seen.has(file + message) && seen.add(file + message));
}

interface Case {
  country: Country;
  babyMentions: boolean;
  opensRun: boolean;
}

const EVERY_CASE: readonly Case[] = COUNTRIES.flatMap((country) =>
  [true, false].flatMap((babyMentions) =>
    [true, false].map((opensRun) => ({ country, babyMentions, opensRun })),
  ),
);
const FIRST_CASE = { country: 'GB', babyMentions: true, opensRun: false } as const;

/** As written, and as the first lesson of a run in one other edition: in turn, so that all come to be read. */
function casesFor(place: number): Case[] {
  const opening = EVERY_CASE.filter(({ opensRun }) => opensRun);
  return [FIRST_CASE, ...opening.filter((_, index) => index === place % opening.length)];
}

function checkLetter(course: CourseSource, which: AtLevel, lesson: LessonLetter, letter: Letter): Finding[] {
  const { country, babyMentions } = lesson.record;
  const source = course.sessions.find(({ data }) => data.id === which.session);
  const where = `in ${country}${babyMentions ? '' : ' without baby mentions'}${which.level === null ? '' : `, level ${which.level}`}`;
  return [
    ...subjectFaults(letter.subject),
    ...safetyFaults(course, lesson, letter),
    ...textFaults(letter),
    ...linkFaults(course, lesson, letter),
    ...imageFaults(letter.html),
    ...sizeFaults(letter),
    ...(isGraded(lesson) ? gradeFaults(course, letter.text) : []),
  ].map((message) => ({
    file: source?.file ?? 'templates/emails/lesson.mjml',
    line: 1,
    rule: 'letter',
    message: `${message} ${where}`,
  }));
}

function subjectFaults(subject: string): string[] {
  return [
    ...(subject.length > LONGEST_SUBJECT ? [`the subject has ${subject.length} characters`] : []),
    ...(/\bweek \d|\bmonth|\bbaby|\bbirth/i.test(subject) ? [`the subject "${subject}" tells an age`] : []),
  ];
}

/** The block above the first move, the gate and the stage lines where they are due, the check in a run's first. */
function safetyFaults(
  course: CourseSource,
  { decision, record, links }: LessonLetter,
  { html, text }: Letter,
): string[] {
  const { safety } = course;
  const voice = voiceOf(course, record.country, record.babyMentions);
  const number = /^\d/.test(decision.session) ? Number(decision.session) : null;
  const gated = number === null ? decision.session.startsWith('R') : number >= 6 && number <= 12;
  const short = safety.data.short;
  const lines: Readonly<Record<string, typeof short.call | undefined>> = safety.data['stage-lines'];
  const stageLine = lines[decision.session];
  const due = [
    short.call,
    short.ring,
    short.dark,
    safety.data.away.lead,
    ...(gated ? [safety.data.gate.text] : []),
    ...(stageLine ? [stageLine] : []),
    ...(decision.opensRun ? safety.data['self-check'].items : []),
  ];
  const fullTable =
    (decision.weeksSinceBirth ?? 99) < 12 || decision.session.startsWith('R') || decision.opensRun;
  const always = [
    ...(fullTable ? safety.data.table.rows.map(({ sign }) => sign) : []),
    safety.data.lights.green,
    safety.data.lights.amber,
    safety.data.lights.red,
    safety.data.breathe,
    safety.data['baby-safe'],
    safety.data['five-minutes'],
    safety.data.general,
  ];
  return [html, text].flatMap((part) => {
    const read = part === html ? bare(visibleTexts(html).join(' ')) : bare(text);
    const moves = read.indexOf(bare(voice.say(firstMove(course, decision.session, decision.level))));
    const name = part === html ? 'HTML' : 'text';
    const has = (said: typeof short.call, before: number) => {
      const at = read.indexOf(bare(rich(voice.say(said)).text));
      return at >= 0 && at < before;
    };
    return [
      ...due
        .filter((said) => !has(said, moves))
        .map((said) => `the ${name} lacks above the session: ${begin(voice.say(said))}`),
      ...always
        .filter((said) => !has(said, read.length))
        .map((said) => `the ${name} lacks: ${begin(voice.say(said))}`),
      ...(part.indexOf(links.unsubscribe) < 0 ||
      part.indexOf(links.unsubscribe) > part.indexOf(links.feedback.away)
        ? [`the ${name} has no way out at its top`]
        : []),
      ...((gated || asksLine(decision.session)) && !part.includes(links.feedback.notyet)
        ? [`the ${name} has no "Not yet"`]
        : []),
    ];
  });
}

function asksLine(session: string): boolean {
  return FIRST_COURSE.sessions.get(session)?.gates.some(({ asks }) => asks === 'line') ?? false;
}

function firstMove(course: CourseSource, id: string, level: 1 | 2 | 3 | null): string {
  const session = course.sessions.find(({ data }) => data.id === id)?.data;
  const moves = session && ('moves' in session ? session.moves : session.levels[level ?? 1]);
  return course.exercises.data[moves?.[0]?.move ?? '']?.steps.length
    ? cueOf(course, moves?.[0]?.move ?? '')
    : '';
}

function cueOf(course: CourseSource, code: string): string {
  const cue = course.exercises.data[code]?.cue ?? '';
  return typeof cue === 'string' ? cue : cue.baby;
}

function textFaults({ html, text }: Letter): string[] {
  const read = bare(text);
  return [
    ...visibleTexts(html)
      .filter((said) => !read.includes(bare(said)))
      .map((said) => `the text part does not say: ${begin(said)}`),
    ...(/&(?:[a-z]+|#\d+);/.test(text) ? ['the text part holds an HTML entity'] : []),
    ...(/\{\{|\}\}|\bundefined\b|\[object/.test(text + html) ? ['something was not filled in'] : []),
  ];
}

function linkFaults(course: CourseSource, { record }: LessonLetter, { html, text }: Letter): string[] {
  const hosts = course.helplines.data[record.country].hosts;
  const links = linksOf(html);
  const ours = new Set(links.map(({ href }) => href).filter((href) => href.startsWith(`${SITE}/`)));
  return [
    ...links
      .filter(({ text: label }) => label === '')
      .map(({ href }) => `a link without words leads to ${href.slice(0, 60)}`),
    ...links
      .filter(
        ({ href }) =>
          !/^(?:tel|sms):\d+$/.test(href) &&
          !href.startsWith(`${SITE}/`) &&
          !hosts.some((host) => href.startsWith(`https://${host}`)),
      )
      .map(({ href }) => `a link leads to ${href.slice(0, 60)}, which is in no list of hosts`),
    ...[...ours]
      .filter((href) => !text.includes(href.replace(/#(?!signs).*/, '')))
      .map((href) => `the text part lacks the link ${href.slice(0, 60)}`),
  ];
}

function imageFaults(html: string): string[] {
  return imagesOf(html).flatMap(({ src = '', alt = '', width = '', height = '' }) => [
    ...(alt === '' ? [`the picture ${src} has no alt text`] : []),
    ...(/^\d+$/.test(width) && /^\d+$/.test(height) ? [] : [`the picture ${src} has no width and height`]),
    ...(src.startsWith(`${SITE}/`) ? [] : [`the picture ${src} comes from elsewhere`]),
  ]);
}

function sizeFaults({ html }: Letter): string[] {
  const bytes = Buffer.byteLength(html);
  return bytes < MOST_HTML_BYTES ? [] : [`the HTML has ${bytes} bytes (under ${MOST_HTML_BYTES})`];
}

function gradeFaults(course: CourseSource, text: string): string[] {
  const limits = course.rules.data.reading;
  const { grade } = readingOf(text.replace(/^https?:\S+$/gm, ''));
  return grade > limits.grade
    ? [`the lesson reads at grade ${grade.toFixed(1)} (at most ${limits.grade})`]
    : [];
}

function begin(said: string): string {
  return said.length > 60 ? `${said.slice(0, 60)}…` : said;
}

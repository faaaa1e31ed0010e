import { type Countries, type Country, codesOf } from '../domain/countries.ts';
import { asksForCheck, courseFrom } from '../domain/course.ts';
import { isYearsOn, showsAllSigns } from '../domain/placement/all-signs.ts';
import type { Decision } from '../domain/placement/decision.ts';
import type { LessonLetter, Letter, Letters } from '../ports/letters.ts';
import { hardFault, readingOf } from './check-reading.ts';
import type { CourseSource } from './course-source.ts';
import type { Finding } from './findings.ts';
import { lengthFaults } from './letter-length.ts';
import { bare, imagesOf, linksOf, visibleTexts } from './letter-text.ts';
import { plannedSessions } from './programme/planned.ts';
import type { VoicedText } from './programme-schemas.ts';
import { countryFile } from './read-countries.ts';
import { rich } from './rich-text.ts';
import { type AtLevel, everyAtLevel, sampleLesson } from './sample-lesson.ts';
import { type Voice, voiceOf } from './voice.ts';

/** Gmail cuts a mail near 102 KB; we stay far under it (Q29). */
const MOST_HTML_BYTES = 40_000;
/** A gate has two sessions in it, and the first lesson of a run the table of signs. */
const MOST_LONG_HTML_BYTES = 60_000;
const LONGEST_SUBJECT = 49;
const SITE = 'https://course.example';
/** As long a name as the form takes. */
const LONG_NAME = 'Wilhelmina-Alexandrina van der Westhuizen-O’Brien';

/** The lesson is graded once, in the words it was written in. */
const isGraded = ({ home }: Countries, { record, decision }: LessonLetter) =>
  record.country === home && record.babyMentions && !decision.opensRun;

export interface LettersToCheck {
  course: CourseSource;
  letters: Letters;
  /** Every session in every country and mode; otherwise each session in two. */
  everyEdition: boolean;
}

/** Writes the lessons as readers would get them, and holds each against what every email must carry. */
export function checkLetters({ course, letters, everyEdition }: LettersToCheck): Finding[] {
  const drawn = courseFrom(course.map.map);
  const { countries } = drawn;
  const findings = everyAtLevel(drawn).flatMap((which, place) =>
    (everyEdition ? everyCase(countries) : casesFor(countries, place)).flatMap(
      ({ country, babyMentions, opensRun }) => {
        const letter = sampleLesson(drawn, which, {
          site: SITE,
          ...(opensRun ? { opensRun } : {}),
          record: { country, babyMentions, firstName: LONG_NAME },
        });
        return checkedOnce(course, which, letter, letters.lesson(letter));
      },
    ),
  );
  const seen = new Set<string>();
  return findings.filter(({ file, message }) => !seen.has(file + message) && seen.add(file + message));
}

interface Case {
  country: Country;
  babyMentions: boolean;
  opensRun: boolean;
}

function everyCase(countries: Countries): readonly Case[] {
  return codesOf(countries).flatMap((country) =>
    [true, false].flatMap((babyMentions) =>
      [true, false].map((opensRun) => ({ country, babyMentions, opensRun })),
    ),
  );
}

/** As written, and as the first lesson of a run in one other edition: in turn, so that all come to be read. */
function casesFor(countries: Countries, place: number): Case[] {
  const opening = everyCase(countries).filter(({ opensRun }) => opensRun);
  return [
    { country: countries.home, babyMentions: true, opensRun: false },
    ...opening.filter((_, index) => index === place % opening.length),
  ];
}

interface CheckedLetter {
  letter: Letter;
  against: readonly unknown[];
  findings: Finding[];
}

const checkedBefore = new Map<string, CheckedLetter>();

/** Reading a letter takes as long as writing ten: one that is as it was, held against what was, is not read again. */
function checkedOnce(course: CourseSource, which: AtLevel, lesson: LessonLetter, letter: Letter): Finding[] {
  const { country, babyMentions } = lesson.record;
  const key = [which.session, which.level, country, babyMentions, lesson.decision.opensRun].join();
  const against = heldAgainst(course, which, country);
  const before = checkedBefore.get(key);
  if (before && isSame(before.letter, letter) && against.every((one, index) => one === before.against[index]))
    return before.findings;
  const findings = checkLetter(course, which, lesson, letter);
  checkedBefore.set(key, { letter, against, findings });
  return findings;
}

function isSame(one: Letter, other: Letter): boolean {
  return one.html === other.html && one.text === other.text && one.subject === other.subject;
}

/** All that a letter is held against, beside what stands in it. Files that did not change are the same objects. */
function heldAgainst(course: CourseSource, { session }: AtLevel, country: Country): unknown[] {
  return [
    ...[course.rules, course.programmeRules, course.safety, course.countries[country]],
    ...[course.exercises, course.map.file, course.sessions.find(({ id }) => id === session)?.data],
    ...[course.tips.length, ...course.tips],
  ];
}

function checkLetter(course: CourseSource, which: AtLevel, lesson: LessonLetter, letter: Letter): Finding[] {
  const { country, babyMentions } = lesson.record;
  const source = course.sessions.find(({ id }) => id === which.session);
  const read = readLetter(letter);
  const where = `in ${country}${babyMentions ? '' : ' without baby mentions'}${which.level === null ? '' : `, level ${which.level}`}`;
  return [
    ...subjectFaults(letter.subject),
    ...safetyFaults(course, lesson, read),
    ...textFaults(read),
    ...linkFaults(course, lesson, letter),
    ...imageFaults(letter.html),
    ...(lesson.decision.opensRun && which.session !== courseFrom(course.map.map).ladder[0]
      ? []
      : lengthFaults(course, lesson, letter)),
    ...sizeFaults(
      letter,
      asksForCheck(courseFrom(course.map.map), which.session) || lesson.decision.opensRun,
    ),
    ...(isGraded(course.map.map.countries, lesson) ? gradeFaults(course, letter.text) : []),
  ].map((message) => ({
    file: source?.file ?? 'templates/emails/lesson.mjml',
    line: 1,
    rule: 'letter',
    message: `${message} ${where}`,
  }));
}

/** A letter, and the letters and figures of both its parts: made once, since most checks look for a line in them. */
interface ReadLetter extends Letter {
  /** What the HTML shows, line by line. */
  shown: readonly { line: string; bare: string }[];
  bareHtml: string;
  bareText: string;
}

function readLetter(letter: Letter): ReadLetter {
  const shown = visibleTexts(letter.html).map((line) => ({ line, bare: bare(line) }));
  const bareHtml = shown.map((one) => one.bare).join('');
  return { ...letter, shown, bareHtml, bareText: bare(letter.text) };
}

function subjectFaults(subject: string): string[] {
  return [
    ...(subject.length > LONGEST_SUBJECT ? [`the subject has ${subject.length} characters`] : []),
    ...(/\bweek \d|\bmonth|\bbaby|\bbirth/i.test(subject) ? [`the subject "${subject}" tells an age`] : []),
  ];
}

/** The strip above everything, the gate and the stage lines above the first move, the signs where they are due. */
function safetyFaults(
  course: CourseSource,
  { decision, record, links, number }: LessonLetter,
  { html, text, bareHtml, bareText }: ReadLetter,
): string[] {
  const voice = voiceOf(course, record.country, record.babyMentions);
  const { session } = decision;
  const { above, anywhere } = mustSay(course, decision, number);
  const withBare = (line: VoicedText) => ({ line, bareLine: bare(rich(voice.say(line)).text) });
  const [linesAbove, linesAnywhere] = [above.map(withBare), anywhere.map(withBare)];
  const bareMove = bare(firstMove(course, session, decision.level, voice));
  const bareLink = bare(voice.say(course.safety.data.strip.link));
  return [html, text].flatMap((part) => {
    const read = part === html ? bareHtml : bareText;
    const move = read.indexOf(bareMove, read.indexOf(bareLink));
    const name = part === html ? 'HTML' : 'text';
    const lacks = (bareLine: string, before: number) => {
      const at = read.indexOf(bareLine);
      return at < 0 || at >= before;
    };
    return [
      ...linesAbove
        .filter(({ bareLine }) => lacks(bareLine, move))
        .map(({ line }) => `the ${name} lacks above the session: ${begin(voice.say(line))}`),
      ...linesAnywhere
        .filter(({ bareLine }) => lacks(bareLine, read.length))
        .map(({ line }) => `the ${name} lacks: ${begin(voice.say(line))}`),
      ...(part.indexOf(links.unsubscribe) < 0 ||
      part.indexOf(links.unsubscribe) > part.search(/#signs|\/signs\//)
        ? [`the ${name} has no way out at its top`]
        : []),
      ...(asksForCheck(courseFrom(course.map.map), session) && !part.includes(links.feedback.notyet)
        ? [`the ${name} has no "Not yet"`]
        : []),
    ];
  });
}

/** What a lesson says above its first move, and what it says somewhere. */
function mustSay(
  { map, safety, sessions }: CourseSource,
  decision: Decision,
  number: number,
): { above: readonly VoicedText[]; anywhere: readonly VoicedText[] } {
  const { session } = decision;
  const stageLine = Object.entries(safety.data['stage-lines']).find(([id]) => id === session)?.[1];
  const drawn = courseFrom(map.map);
  const isBrief = sessions.some(
    ({ id, data }) => id === session && 'short' in data && data.short !== undefined,
  );
  const above = [
    safety.data.strip.call,
    ...(asksForCheck(drawn, session) && !isYearsOn(drawn, decision.weeksSinceBirth)
      ? safety.data.gate.birth.questions
      : []),
    ...(stageLine ? [stageLine] : []),
    ...(decision.opensRun ? [safety.data['self-check'].lead] : []),
  ];
  const fullTable = showsAllSigns(drawn, decision, number);
  const anywhere = [
    ...(fullTable ? safety.data.table.rows.map(({ sign }) => sign) : []),
    ...(isBrief ? [] : [safety.data.breathe, safety.data['baby-safe']]),
    safety.data.general,
    ...(isBrief ? [] : [safety.data.lights.green, safety.data.lights.red, safety.data.lights.book]),
  ];
  return { above, anywhere };
}

function firstMove(course: CourseSource, session: string, level: number | null, { say }: Voice): string {
  const planned = plannedSessions(course).find((one) => one.session === session && one.level === level);
  return say(course.exercises.data[planned?.content.moves[0]?.move ?? '']?.name ?? '');
}

function textFaults({ html, text, shown, bareText }: ReadLetter): string[] {
  return [
    ...shown
      .filter((one) => !bareText.includes(one.bare))
      .map(({ line }) => `the text part does not say: ${begin(line)}`),
    ...(/&(?:[a-z]+|#\d+);/.test(text) ? ['the text part holds an HTML entity'] : []),
    ...(/\{\{|\}\}|\bundefined\b|\[object/.test(text + html) ? ['something was not filled in'] : []),
  ];
}

function linkFaults(course: CourseSource, { record }: LessonLetter, { html, text }: Letter): string[] {
  const hosts = countryFile(course, record.country).data.hosts;
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
          !(href.startsWith('#') && html.includes(` id="${href.slice(1)}"`)) &&
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
    ...(alt === '' && !isMark(src) ? [`the picture ${src} has no alt text`] : []),
    ...(/^\d+$/.test(width) && /^\d+$/.test(height) ? [] : [`the picture ${src} has no width and height`]),
    ...(src.startsWith(`${SITE}/`) ? [] : [`the picture ${src} comes from elsewhere`]),
  ]);
}

/** The mark says nothing beside the name that it stands for. */
function isMark(src: string): boolean {
  return src.startsWith(`${SITE}/pictures/mark-`);
}

function sizeFaults({ html }: Letter, long: boolean): string[] {
  const bytes = Buffer.byteLength(html);
  const most = long ? MOST_LONG_HTML_BYTES : MOST_HTML_BYTES;
  return bytes < most ? [] : [`the HTML has ${bytes} bytes (under ${most})`];
}

function gradeFaults(course: CourseSource, text: string): string[] {
  const hard = hardFault(course, readingOf(text.replace(/^https?:\S+$/gm, '')));
  return hard === null ? [] : [`the lesson ${hard}`];
}

function begin(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

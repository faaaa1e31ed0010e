import type { Country } from '../domain/countries.ts';
import type { CountrySource } from './course-schemas.ts';
import type { CourseSource } from './course-source.ts';
import type { VoicedText } from './programme-schemas.ts';
import type { SourceFile } from './source-file.ts';

/** One thing the course says, and where it is written. */
export interface CourseText {
  file: string;
  line: number;
  /** Where in the file: `short.call`. */
  path: string;
  wording: VoicedText;
  /** Whether a reader without baby mentions may meet it. */
  forEveryone: boolean;
  /** The one country that reads it, for a line of its file. */
  only: Country | null;
  /** Readers of every country read it as it is written, and where it is said its blanks are checked. */
  asWritten: boolean;
  /** Code fills its blanks, and its file's shape knows which. */
  ownBlanks: boolean;
}

/** Keys whose values are codes, numbers to dial and the like, not words to a reader. In `words/` there is nothing else. */
const NOT_WORDS = new Set([
  'id',
  'move',
  'per',
  'pattern',
  'picture',
  'from',
  'to',
  'route',
  'tel',
  'sms',
  'hosts',
  'checked',
  'offered',
  'pelvic-floor-of',
  'pelvic-floor-move',
  'pictures',
  'show',
  'see',
  'written',
]);

/** The same in one kind of file alone; elsewhere a reader meets what stands there, such as `because` in `letters.yaml`. */
const NO_WORDS_OF = [
  { file: '/sessions/', keys: new Set(['needs', 'tip']) },
  { file: '/programme.yaml', keys: new Set(['because']) },
];

/** What only readers with baby mentions meet: by file, the beginning of a path. */
const WITH_BABY_ONLY: Readonly<Record<string, readonly string[]>> = {
  'everyday.yaml': ['ladder', 'loop'],
  'letters.yaml': ['lesson.no-baby'],
  'safety.yaml': ['loss.link'],
  'pages.yaml': [
    ...['sign-up.heading', 'sign-up.third'],
    // Who is offered a choice, or asks what we keep, must read what it is about.
    ...['sign-up.quiet', 'sign-up.small', 'embed.not-pregnant', 'preferences.no-baby'],
    ...['privacy.keep-place', 'privacy.never-what'],
  ],
  'forms.yaml': ['fields.babyMentions', 'mentions'],
  'problems.yaml': ['fields.date-future'],
  'buttons.yaml': ['pages.no-baby', 'pages.no-baby-saved'],
};

/** Everything the course says, each with its file and line. */
export function textsOf(course: CourseSource): CourseText[] {
  const files: readonly SourceFile<unknown>[] = [
    ...course.sessions,
    ...course.help,
    course.exercises,
    course.kit,
    course.programme,
    course.everyday,
    course.stages,
    course.safety,
    course.letters,
    course.buttons,
  ];
  const exits = Object.entries(course.exits.data);
  const withBaby = exits.flatMap(([name, { offered }]) => (offered === undefined ? [] : [name]));
  const countries = Object.entries(course.countries);
  return [
    ...files.flatMap((file) => textsOfFile(file)),
    ...textsOfFile(course.exits, { withBaby }),
    ...Object.values(course.words).flatMap((file) => textsOfFile(file, { asWritten: true })),
    ...textsOfFile(course.units, { ownBlanks: true }),
    ...countries.flatMap(([only, file]) => textsOfFile(spokenIn(file), { only })),
    ...tipTexts(course),
  ];
}

/** Of a country's file what its readers are told: names, zones and lists of words are none of it. */
function spokenIn(source: SourceFile<CountrySource>): SourceFile<unknown> {
  const { name, also, language, locale, zone, zones, dates, units, words, never, ...data } = source.data;
  return { ...source, data };
}

function textsOfFile(
  source: SourceFile<unknown>,
  {
    only = null,
    asWritten = false,
    ownBlanks = false,
    withBaby = WITH_BABY_ONLY[source.file.split('/').at(-1) ?? ''] ?? [],
  }: Partial<Pick<CourseText, 'only' | 'asWritten' | 'ownBlanks'>> & { withBaby?: readonly string[] } = {},
): CourseText[] {
  return wordingsIn(source, asWritten).map(({ path, wording }) => {
    const at = path.join('.');
    const forEveryone = !withBaby.some((start) => at === start || at.startsWith(`${start}.`));
    return {
      file: source.file,
      line: source.lineOf(path),
      path: at,
      wording,
      forEveryone,
      only,
      asWritten,
      ownBlanks,
    };
  });
}

/** A text in its file, by the keys that lead to it. */
export interface Wording {
  path: readonly string[];
  wording: VoicedText;
}

/** Every text of a file. @param all in `words/` there is nothing else. */
export function wordingsIn(
  { file, data }: Pick<SourceFile<unknown>, 'file' | 'data'>,
  all = false,
): Wording[] {
  const own = NO_WORDS_OF.find((kind) => file.includes(kind.file));
  const isWords = (key: string) => all || !(NOT_WORDS.has(key) || own?.keys.has(key));
  const within = (value: unknown, path: readonly string[]): Wording[] => {
    const wording = voicedTextOf(value);
    if (wording !== null) return [{ path, wording }];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      isWords(key) ? within(inner, [...path, key]) : [],
    );
  };
  return within(data, []);
}

export function voicedTextOf(value: unknown): VoicedText | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('baby' in value) || !('no-baby' in value)) return null;
  const { baby, 'no-baby': noBaby } = value;
  return typeof baby === 'string' && typeof noBaby === 'string' ? { baby, 'no-baby': noBaby } : null;
}

function tipTexts({ tips }: CourseSource): CourseText[] {
  const common = { forEveryone: true, only: null, asWritten: false, ownBlanks: false };
  return tips.flatMap(({ file, variants }) =>
    variants.flatMap(({ title, body, noBaby, line }) => [
      { ...common, file, line, path: 'title', wording: title },
      {
        ...common,
        file,
        line: line + 2,
        path: 'body',
        wording: noBaby === null ? body : { baby: body, 'no-baby': noBaby },
      },
    ]),
  );
}

import { type Country, codesOf } from '../domain/countries.ts';
import type { CourseSource } from './course-source.ts';
import { type CourseText, textsOf } from './course-texts.ts';
import type { Finding } from './findings.ts';
import { phrase } from './phrase.ts';
import { countryFile } from './read-countries.ts';
import { voiceOf } from './voice.ts';

/** The blanks that a letter fills when it is written. */
const BLANKS = new Set([
  ...[
    'title',
    'minutes',
    'name',
    'number',
    'level',
    'effort',
    'words',
    'by',
    'job',
    'on',
    'things',
    'days',
    'who',
  ],
  ...[
    'kg',
    'like',
    'make',
    'times',
    'brisk',
    'sessions',
    'session',
    'gentle',
    'move',
    'week',
    'of',
    'how',
    'dose',
    'weeks',
    'until',
  ],
]);

/**
 * Banned words and claims; one country's words in another's letters; a baby where none was wanted; blanks that
 * nothing fills. Each text is read in every country and mode that has it.
 */
export function checkWords(course: CourseSource): Finding[] {
  return findingsIn(course, textsOf(course));
}

/** The same of texts that stand outside the course's own files. */
export function findingsIn(course: CourseSource, texts: readonly CourseText[]): Finding[] {
  const banned = course.rules.data.banned.map(({ say, why, unless }) => ({
    say,
    why,
    words: anyOf([say]),
    unless: unless.map(phrase),
  }));
  return once([
    ...texts.flatMap((text) => bannedIn(text, banned)),
    ...codesOf(course.map.map.countries).flatMap((country) => editionFindings(course, texts, country)),
  ]);
}

interface Banned {
  say: string;
  why: string;
  words: RegExp;
  /** Phrases in which it may stand. */
  unless: readonly RegExp[];
}

function bannedIn({ wording: written, file, line }: CourseText, banned: readonly Banned[]): Finding[] {
  const wordings = typeof written === 'string' ? [written] : [written.baby, written['no-baby']];
  return wordings.flatMap((wording) =>
    banned
      .filter(({ words, unless }) => words.test(unless.reduce((rest, one) => rest.replace(one, ''), wording)))
      .map(({ say, why }) => ({ file, line, rule: 'banned', message: `says "${say}": ${why}` })),
  );
}

function editionFindings(course: CourseSource, texts: readonly CourseText[], country: Country): Finding[] {
  const strangers = anyOf(strangersIn(course, country));
  const baby = anyOf(course.rules.data['baby-words']);
  const names = new RegExp(course.rules.data['not-baby-words'].map(escaped).join('|'), 'g');
  // Pages have one set of words, those of home; a reader elsewhere meets them as they are.
  const { countries, voices } = course.map.map;
  const { home } = countries;
  const readersOf = ({ only, asWritten }: CourseText) => only ?? (asWritten ? home : country);
  return [true, false].flatMap((babyMentions) => {
    const voice = voiceOf(course, country, babyMentions);
    return texts
      .filter((text) => (babyMentions || text.forEveryone) && readersOf(text) === country)
      .flatMap((text) => {
        const isVoiced = text.only === null && !text.asWritten;
        const line = isVoiced ? voice.say(text.wording) : `${text.wording}`;
        const where = `in ${country}${babyMentions ? '' : ' without baby mentions'}`;
        const stranger = strangers.exec(line)?.[0];
        const child = babyMentions || !voices ? undefined : baby.exec(line.replace(names, ''))?.[0];
        // A country's own lines are filled with its numbers, which have a check of their own.
        const hasKnownBlanks = isVoiced && !text.ownBlanks;
        const blank = hasKnownBlanks ? blanksIn(line).find((name) => !BLANKS.has(name)) : undefined;
        return [
          stranger === undefined
            ? null
            : { rule: 'countries' as const, message: `says "${stranger}" ${where}` },
          child === undefined ? null : { rule: 'no-baby' as const, message: `says "${child}" ${where}` },
          blank === undefined ? null : { rule: 'blank' as const, message: `nothing fills {${blank}}` },
        ]
          .filter((finding) => finding !== null)
          .map((finding) => ({ file: text.file, line: text.line, ...finding }));
      });
  });
}

/** What a reader in `country` must not meet: our words where she has her own, and what other countries say. */
function strangersIn(course: CourseSource, country: Country): string[] {
  const { words, never } = countryFile(course, country).data;
  const ours = Object.entries(words).flatMap(([home, theirs]) => (theirs.includes(home) ? [] : [home]));
  return [...ours, ...never];
}

function blanksIn(line: string): string[] {
  return [...line.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
}

/** Any of the words, whole, whatever its capitals; a word with a capital of its own only as it is written. */
function anyOf(words: readonly string[]): RegExp {
  if (words.length === 0) return /(?!)/;
  const begins = words.filter((word) => /^\w/.test(word));
  const others = words.filter((word) => !/^\w/.test(word)).map(anyCase);
  // What stands before a word is looked at once for all of them: each by itself is many times as slow.
  const whole = begins.length === 0 ? [] : [`(?<![\\w-])(?:${begins.map(anyCase).join('|')})(?!\\w)`];
  return new RegExp([...whole, ...others].join('|'));
}

function anyCase(word: string): string {
  if (/[A-Z]/.test(word)) return escaped(word);
  return escaped(word).replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\&]/g, '\\$&');
}

/** One finding for each fault, though every edition that has it found it. */
function once(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ file, line, rule, message }) => {
    const key = `${file}:${line}:${rule}:${message.replace(/ in \w+( without baby mentions)?$/, '')}`;
    return !seen.has(key) && seen.add(key);
  });
}

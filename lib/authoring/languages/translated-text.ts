import type { VoicedText } from '../programme-schemas.ts';

/** What the language of home and that of a translation are to one another. */
export interface Pair {
  /** Both are one language, written for two countries. */
  sameLanguage: boolean;
  /** The words that count as numbers, where both languages list theirs; else figures alone are compared. */
  numberWords: { home: NumberWords; translation: NumberWords } | null;
}

/** By word in small letters, the number that it says. */
type NumberWords = Readonly<Record<string, number>>;

/** A rule that a translated text breaks, and the mend. */
export interface TextFault {
  rule: 'not-translated' | 'number-in-translation' | 'blank';
  message: string;
}

/** So many words in a row that are the same in two languages are no chance. */
const FEWEST_WORDS = 3;

/** What a text and its translation must have in common, and what not. */
export function textFaults(home: VoicedText, translation: VoicedText, pair: Pair): TextFault[] {
  const pairs =
    typeof translation === 'string' ? [[firstOf(home), translation] as const] : voices(home, translation);
  return pairs.flatMap(([ours, theirs]) =>
    [
      pair.sameLanguage ? null : unchanged(ours, theirs),
      numbersDiffer(ours, theirs, pair.numberWords),
      blanksDiffer(ours, theirs),
    ].filter((fault) => fault !== null),
  );
}

function firstOf(text: VoicedText): string {
  return typeof text === 'string' ? text : text.baby;
}

function voices(home: VoicedText, translation: Exclude<VoicedText, string>): (readonly [string, string])[] {
  const ours = typeof home === 'string' ? { baby: home, 'no-baby': home } : home;
  return [
    [ours.baby, translation.baby],
    [ours['no-baby'], translation['no-baby']],
  ];
}

function unchanged(ours: string, theirs: string): TextFault | null {
  const words = withoutPlaces(ours).match(/\p{L}+/gu) ?? [];
  return ours.trim() === theirs.trim() && words.length >= FEWEST_WORDS
    ? { rule: 'not-translated', message: 'it reads as in the words of home: translate it' }
    : null;
}

/** A dose, a number of weeks or of minutes is what the course says it is; a comma for the point is how it is written. */
function numbersDiffer(ours: string, theirs: string, words: Pair['numberWords']): TextFault | null {
  const before = numbersIn(ours, words?.home ?? {});
  const after = numbersIn(theirs, words?.translation ?? {});
  if (before.join() === after.join()) return null;
  const [says, has] = [after, before].map((numbers) => numbers.join(', ') || 'no number');
  return {
    rule: 'number-in-translation',
    message: `it says ${says} where the course says ${has}: a translation changes no number${words === null ? ', and writes each as a figure' : ''}`,
  };
}

function numbersIn(text: string, words: NumberWords): string[] {
  const parts = withoutPlaces(text).match(/\d+(?:[.,]\d+)*|[\p{L}\p{M}]+/gu) ?? [];
  return parts
    .flatMap((part) => {
      if (/^\d/.test(part)) return [part.replaceAll(',', '.')];
      const word = part.toLowerCase();
      return Object.hasOwn(words, word) ? [`${words[word]}`] : [];
    })
    .toSorted();
}

/** What code fills in, and where links lead, is no word. */
function blanksDiffer(ours: string, theirs: string): TextFault | null {
  const [before, after] = [placesIn(ours), placesIn(theirs)];
  const missing = before.find((place) => !after.includes(place));
  if (missing !== undefined)
    return { rule: 'blank', message: `it lacks ${missing}, which the course says here` };
  const stranger = after.find((place) => !before.includes(place));
  return stranger === undefined
    ? null
    : { rule: 'blank', message: `it says ${stranger}, which the course does not say here` };
}

const PLACES = /\{[^}]*\}|(?<=\])\([^)]*\)/g;

function placesIn(text: string): string[] {
  return text.match(PLACES) ?? [];
}

function withoutPlaces(text: string): string {
  return text.replaceAll(PLACES, ' ');
}

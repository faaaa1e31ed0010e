import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import type { CourseSource } from './course-source.ts';
import { type CourseText, textsOf } from './course-texts.ts';
import type { Finding } from './findings.ts';
import { countryFile } from './read-countries.ts';
import { rich } from './rich-text.ts';
import { voiceOf } from './voice.ts';

/** Shorter texts give a grade that means nothing. */
const GRADED_WORDS = 40;

/** How hard a text is to read. */
export interface Reading {
  words: number;
  /** Flesch-Kincaid, which is of English alone: years of schooling; 6 is read with ease at age 11. */
  grade: number;
  /** Letters in a word, on average. */
  letters: number;
  /** Words in a sentence, on average. */
  average: number;
  longest: string;
  longestWords: number;
}

/** Sentence length and reading grade of everything the course says, and the length of each tip. */
export function checkReading(course: CourseSource): Finding[] {
  const { reading } = course.rules.data;
  const voice = voiceOf(course, course.map.map.countries.home, true);
  const plain = voiceOf(course, course.map.map.countries.home, false);
  const limits = checkLimits(course);
  if (limits.length > 0) return limits;
  return textsOf(course).flatMap((text) => {
    const wordings = new Set([rich(voice.say(text.wording)).text, rich(plain.say(text.wording)).text]);
    return [...wordings].flatMap((wording) =>
      faultsOf(
        readingOf(isList(text, reading.lists) ? wording.replaceAll(',', '.') : wording),
        text,
        course,
      ).map((message) => ({
        file: text.file,
        line: text.line,
        rule: 'reading',
        message,
      })),
    );
  });
}

function isList({ file, path }: CourseText, lists: readonly string[]): boolean {
  return file.endsWith('safety.yaml') && lists.some((list) => path === list);
}

function faultsOf(read: Reading, text: CourseText, course: CourseSource): string[] {
  const limits = course.rules.data.reading;
  const [fewest, most] = limits['tip-words'];
  const isTip = text.path === 'body';
  return [
    read.longestWords > limits['longest-sentence']
      ? `a sentence of ${read.longestWords} words (at most ${limits['longest-sentence']}): ${read.longest.slice(0, 60)}…`
      : null,
    read.words >= GRADED_WORDS && read.average > limits['sentence-words']
      ? `sentences of ${read.average.toFixed(1)} words on average (at most ${limits['sentence-words']})`
      : null,
    read.words >= GRADED_WORDS ? hardFault(course, read) : null,
    isTip && (read.words < fewest || read.words > most)
      ? `a tip of ${read.words} words (${fewest} to ${most})`
      : null,
  ].filter((fault) => fault !== null);
}

/**
 * What is wrong where a text is hard to read, by the words that it is written in. English has a formula; of another
 * language the letters of its words are counted, as sentences are in all.
 */
export function hardFault(
  course: CourseSource,
  { grade, letters }: Reading,
  highest = course.rules.data.reading.grade ?? 0,
): string | null {
  const { 'word-letters': longest = 0 } = course.rules.data.reading;
  if (isEnglish(course))
    return grade > highest ? `reads at grade ${grade.toFixed(1)} (at most ${highest})` : null;
  return letters > longest
    ? `has words of ${letters.toFixed(1)} letters on average (at most ${longest})`
    : null;
}

function isEnglish(course: CourseSource): boolean {
  const { language } = countryFile(course, course.map.map.countries.home).data;
  return language === 'en' || language.startsWith('en-');
}

/** Whether the rules say how hard a text of their language may be. */
function checkLimits(course: CourseSource): Finding[] {
  const key = isEnglish(course) ? 'grade' : 'word-letters';
  const { file, data, lineOf } = course.rules;
  if (data.reading[key] !== undefined) return [];
  const what = key === 'grade' ? 'the Flesch-Kincaid grade' : 'letters in a word, on average';
  const message = `write ${key}: how hard a text may be to read (${what})`;
  return [{ file, line: lineOf(['reading']), rule: 'reading', message }];
}

/** Reads `text` as sentences that end in a stop, a question mark, a colon, a semicolon or a line. */
export function readingOf(text: string): Reading {
  const sentences = text
    .split(/(?<=[.?!:;])[”"']?\s+|\n+/)
    .map((sentence) => ({ sentence, words: wordsIn(sentence) }))
    .filter(({ words }) => words.length > 0);
  const words = sentences.flatMap((sentence) => sentence.words);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const longest = sentences.toSorted((one, other) => other.words.length - one.words.length)[0];
  return {
    words: words.length,
    grade: fleschKincaid({
      sentence: Math.max(1, sentences.length),
      word: words.length,
      syllable: syllables,
    }),
    letters: words.join('').length / Math.max(1, words.length),
    average: words.length / Math.max(1, sentences.length),
    longest: longest?.sentence ?? '',
    longestWords: longest?.words.length ?? 0,
  };
}

function wordsIn(sentence: string): string[] {
  return sentence.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
}

/** By word: a course says the same few thousand again and again, and each save of the coach reads them all. */
const SYLLABLES = new Map<string, number>();

function syllablesOf(word: string): number {
  const known = SYLLABLES.get(word);
  if (known !== undefined) return known;
  const counted = syllable(word);
  SYLLABLES.set(word, counted);
  return counted;
}

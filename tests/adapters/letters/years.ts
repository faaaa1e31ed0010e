import type { LessonView } from '../../../lib/adapters/letters/lesson-view.ts';
import { lessonViewsFrom } from '../../../lib/adapters/letters/letters.ts';
import { NO_PICTURES } from '../../../lib/adapters/letters/pictures.ts';
import { visibleTexts } from '../../../lib/authoring/letter-text.ts';
import { addDays } from '../../../lib/domain/calendar.ts';
import { planFor } from '../../../lib/domain/plan.ts';
import type { LessonLetter } from '../../../lib/ports/letters.ts';
import { COURSE, letterFor, readEdition, sampleLetters } from './sample-letters.ts';

/** A year of mails as eight women would get them: what is read aloud, and what its words are counted in. */

interface Woman {
  name: string;
  /** Weeks since the birth when she joins; null without a date. */
  weeks: number | null;
  pace: 'standard' | 'gentle';
  babyMentions: boolean;
}

export const EIGHT_WOMEN: readonly Woman[] = [
  { name: 'from birth, standard', weeks: 0, pace: 'standard', babyMentions: true },
  { name: 'from birth, gentle', weeks: 0, pace: 'gentle', babyMentions: true },
  { name: 'from week 6', weeks: 6, pace: 'standard', babyMentions: true },
  { name: 'from week 14, gentle', weeks: 14, pace: 'gentle', babyMentions: true },
  { name: 'from week 40', weeks: 40, pace: 'standard', babyMentions: true },
  { name: 'five years on', weeks: 261, pace: 'standard', babyMentions: true },
  { name: 'without a date', weeks: null, pace: 'gentle', babyMentions: true },
  { name: 'without baby mentions', weeks: 0, pace: 'standard', babyMentions: false },
];

const BORN = '2026-01-05';
const LESSONS = 53;

export interface Written {
  letter: LessonLetter;
  view: LessonView;
  subject: string;
  html: string;
  text: string;
}

const letters = sampleLetters();
export const viewOf = lessonViewsFrom({
  course: COURSE,
  edition: readEdition,
  pictures: NO_PICTURES,
  postalAddress: '',
  review: null,
});

/** Every mail of her first year, in order. */
export function yearOf({ weeks, pace, babyMentions }: Woman): Written[] {
  const born = weeks === null ? null : BORN;
  const joined = addDays(BORN, 7 * (weeks ?? 0));
  const plan = planFor(COURSE, {
    ...{ born, joined, pace, zone: 'Europe/London', lessons: LESSONS },
    babyMentions,
  });
  return plan.map(({ decision, number }) => {
    const letter = {
      ...letterFor(decision, { number, record: { pace, babyMentions, birthDate: born } }),
      decision,
    };
    return { letter, view: viewOf(letter), ...letters.lesson(letter) };
  });
}

/** Words of a mail as she sees them; the table of signs is not counted. */
export function wordsIn({ html, view }: Pick<Written, 'html' | 'view'>): number {
  const shown = visibleTexts(html).join(' ');
  const from = shown.indexOf(view.safety.table.title);
  const to = shown.indexOf(view.words['browser'] ?? '', from);
  return countWords(from < 0 ? shown : shown.slice(0, from) + shown.slice(to));
}

export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
}

const PARTS: Readonly<Record<string, (view: LessonView) => string>> = {
  why: ({ why }) => `${why.lead} ${why.more}`,
  tip: ({ tip }) => tip.paragraphs.map(({ text }) => text).join(' '),
  everyday: ({ everyday }) => everyday.text,
};

/** Of the sentences of each part, the share that never stood in an earlier mail of hers. */
export function shareNew(year: readonly Written[]): Record<string, number> {
  return Object.fromEntries(
    Object.entries(PARTS).map(([part, saidBy]) => {
      const seen = new Set<string>();
      let all = 0;
      let fresh = 0;
      for (const { view } of year) {
        for (const sentence of saidBy(view)
          .split(/(?<=[.?])\s+/)
          .filter((one) => one.trim() !== '')) {
          all += 1;
          if (!seen.has(sentence)) fresh += 1;
          seen.add(sentence);
        }
      }
      return [part, fresh / all];
    }),
  );
}

export function medianOf(figures: readonly number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? 0;
}

import type { CourseWords } from '../../ports/course-words.ts';
import { sessionAt } from './edition.ts';
import { editionsOf } from './edition-of.ts';
import { type CourseTexts, titlesFrom } from './letters.ts';

/** What the course says of a session beside its letter, out of the edition that the build wrote. */
export function courseWordsFrom(texts: Pick<CourseTexts, 'course' | 'edition'>): CourseWords {
  const editionOf = editionsOf(texts);
  return {
    ...titlesFrom(texts),
    numbersOf({ session, level }, country) {
      const { sessions, programme } = editionOf(country, false);
      if (!programme.numbers || (sessionAt(sessions, session, level)?.numbers ?? null) === null) return null;
      const { title, when, tests, stop } = programme.numbers;
      return { title, when, tests, stop };
    },
  };
}

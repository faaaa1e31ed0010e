import { type Country, countryOf } from '../../domain/countries.ts';
import type { Course } from '../../domain/course.ts';
import { type Edition, editionKey } from './edition.ts';

interface Editions {
  course: Pick<Course, 'countries'>;
  /** The edition of that key (`editionKey`). */
  edition(key: string): Edition;
}

/** The edition in a country's words, asked for once and then kept; elsewhere's where the country has no file (any more). */
export function editionsOf({ course, edition }: Editions) {
  const editions = new Map<string, Edition>();
  return (country: Country | null, babyMentions: boolean): Edition => {
    const key = editionKey(countryOf(course.countries, country).code, babyMentions);
    const kept = editions.get(key) ?? edition(key);
    editions.set(key, kept);
    return kept;
  };
}

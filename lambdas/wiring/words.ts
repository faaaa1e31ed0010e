import { languages, plan, problems } from '../../.build/words.js';
import { type Countries, type Country, languageOf } from '../../lib/domain/countries.ts';

/** What the code says, in the words of the course, as the build wrote them: in the language of the country asked for. */

export function problemsIn(countries: Countries, asked: Country | null) {
  return languages[languageOf(countries, asked) ?? '']?.problems ?? problems;
}

export function planIn(countries: Countries, asked: Country | null) {
  return languages[languageOf(countries, asked) ?? '']?.plan ?? plan;
}

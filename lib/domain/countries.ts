import type { TimeZone } from './calendar.ts';

/** A country's code: the name of its file in the course folder. The file of a stored one may be gone. */
export type Country = string;

/** Which number of 05/03/2026 is the day; null: nobody can know. */
export type DateOrder = 'day-first' | 'month-first' | null;

/** `customary`: pounds, inches and yards. */
export type Units = 'metric' | 'customary';

/** What the code asks of a country; what its readers are told is in the editions. */
export interface CountryRule {
  code: Country;
  name: string;
  /** Other names that a list of addresses may give it. */
  also: readonly string[];
  /** BCP 47: how days are written. */
  locale: string;
  /** Where most of its people live (docs/rules/data.md#country-and-zone). */
  zone: TimeZone;
  dates: DateOrder;
  units: Units;
}

export interface Countries {
  /** In whose words the course is written. */
  home: Country;
  /** Whose numbers and words everyone gets whose country has no file. */
  elsewhere: Country;
  /** In the order of the form. */
  all: readonly CountryRule[];
  /** Those whose lines nobody has signed as they stand: nobody new gets them where the course was reviewed. */
  unsigned: readonly Country[];
  /** The translation that readers of a country get, by its code; all others read the files as they are written. */
  languages: Readonly<Record<Country, string>>;
}

/** The translation that a country's readers get; null: the words of home. */
export function languageOf({ languages }: Countries, code: Country | null): string | null {
  return code !== null && Object.hasOwn(languages, code) ? (languages[code] ?? null) : null;
}

/**
 * What holds for a country; of one whose file is gone, and where none is known, what holds elsewhere.
 * @throws on countries without that one; the build refuses them.
 */
export function countryOf({ all, elsewhere }: Countries, code: Country | null): CountryRule {
  const rule = all.find((one) => one.code === code) ?? all.find((one) => one.code === elsewhere);
  if (rule === undefined) throw new Error(`the course has no country ${elsewhere}`);
  return rule;
}

export function codesOf({ all }: Countries): readonly Country[] {
  return all.map(({ code }) => code);
}

/**
 * A country for each language in which someone new may read the course, that of home first: `/?country=CA-fr` asks for
 * it.
 */
export function countryByLanguage(countries: Countries): ReadonlyMap<string | null, Country> {
  const spoken = new Map<string | null, Country>([[null, countries.home]]);
  for (const code of offeredIn(countries)) {
    const language = languageOf(countries, code);
    if (!spoken.has(language)) spoken.set(language, code);
  }
  return spoken;
}

/** Those that someone new may choose, in the order of the form. */
export function offeredIn(countries: Countries): readonly Country[] {
  return codesOf(countries).filter((code) => !countries.unsigned.includes(code));
}

/** The country of that code or name, as lists and forms write it. */
export function countryNamed({ all }: Countries, text: string): Country | null {
  const typed = text.toUpperCase();
  const named = all.find(({ code, name, also }) =>
    [code, name, ...also].some((known) => known.toUpperCase() === typed),
  );
  return named?.code ?? null;
}

/** Two letters (ISO 3166), with a language's behind where a country has several; `other` is everywhere else. */
const CODE = /^(?:[A-Z]{2}(?:-[a-z]{2,3})?|other)$/;

/** Whether a stored value is a country's code; whether its file is there is for {@link countryOf}. */
export function isCountryCode(value: unknown): value is Country {
  return typeof value === 'string' && CODE.test(value);
}

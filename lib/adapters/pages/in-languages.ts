import { type Countries, type Country, languageOf } from '../../domain/countries.ts';
import { spokenIn } from '../../domain/spoken.ts';

/** Writes pages of one language. */
interface Writes<Page> {
  render(page: Page): string;
}

interface InLanguages<Page> {
  countries: Countries;
  siteUrl: string;
  /** The country that was asked for in the address; its language speaks where a page is nobody's. */
  asked: Country | null;
  /** Whose page it is, where the page knows. */
  countryOf(page: Page): Country | null;
  /** The pages of a translation, by the name of its folder; null: in the words of home. */
  pagesIn(language: string | null): Writes<Page>;
}

/** Each page in the language of whoever reads it, with links that lead to pages in that language. */
export function inLanguages<Page>({ countries, siteUrl, asked, countryOf, pagesIn }: InLanguages<Page>) {
  return (page: Page): string => {
    const country = countryOf(page) ?? asked;
    return spokenIn(countries, country, siteUrl)(pagesIn(languageOf(countries, country)).render(page));
  };
}

/** Made when it is first asked for: a request in the words of home compiles no other. */
export function madeOnce<Made>(make: (language: string | null) => Made): (language: string | null) => Made {
  const made = new Map<string | null, Made>();
  return (language) => {
    const one = made.get(language) ?? make(language);
    made.set(language, one);
    return one;
  };
}

/** What the build makes of a translation's templates, with what its code says. */
export function withWordsOf<Built extends object, Words>(
  built: Readonly<Record<string, Built>>,
  words: Readonly<Record<string, Words>>,
): Readonly<Record<string, Built & { words: Words }>> {
  return Object.fromEntries(
    Object.entries(built).flatMap(([language, one]) => {
      const said = words[language];
      return said === undefined ? [] : [[language, { ...one, words: said }]];
    }),
  );
}

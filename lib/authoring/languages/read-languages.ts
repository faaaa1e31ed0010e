import { existsSync, globSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CourseFolder } from '../../brand/course-folder.ts';
import type { Country } from '../../domain/countries.ts';
import type { Finding } from '../findings.ts';
import type { CountryFiles } from '../read-countries.ts';

/** `languages/` of a course: a folder for each translation, called by its language. */
export function languageFolders({ root, course }: CourseFolder): readonly string[] {
  const whole = resolve(root, course, 'languages');
  if (!existsSync(whole)) return [];
  const files = globSync('*/**', { cwd: whole, withFileTypes: true }).filter((entry) => entry.isFile());
  const tags = files.map(({ parentPath }) => parentPath.slice(whole.length + 1).split(/[\\/]/)[0] ?? '');
  return [...new Set(tags)].sort();
}

/** Which translation the readers of each country get: the nearest to its language, `af` for `af-ZA`. */
export function languagesOf(
  folder: CourseFolder,
  countries: CountryFiles,
): Readonly<Record<Country, string>> {
  const tags = languageFolders(folder).toSorted((one, other) => other.length - one.length);
  return Object.fromEntries(
    Object.entries(countries).flatMap(([code, { data }]) => {
      const tag = tags.find((one) => `${data.language}-`.startsWith(`${one}-`));
      return tag === undefined ? [] : [[code, tag]];
    }),
  );
}

/** A language without its folder, and a folder without a reader. */
export function checkLanguages(
  folder: CourseFolder,
  countries: CountryFiles,
  home: Country,
  languages: Readonly<Record<Country, string>>,
): Finding[] {
  const own = baseOf(countries[home]?.data.language ?? '');
  const silent = Object.entries(countries).filter(
    ([code, { data }]) => languages[code] === undefined && baseOf(data.language) !== own,
  );
  const idle = languageFolders(folder).filter((tag) => !Object.values(languages).includes(tag));
  return [
    ...silent.map(([, { file, data, lineOf }]) => ({
      ...{ file, line: lineOf(['language']), rule: 'not-translated' as const },
      message: `nobody wrote the course in ${data.language} yet: write languages/${baseOf(data.language)}/, or name the language of the files`,
    })),
    ...idle.map((tag) => ({
      ...{ file: `${folder.course}/languages/${tag}`, line: 1, rule: 'unknown-language' as const },
      message: `no country speaks it: write a country whose language is ${tag}, such as countries/${home.slice(0, 2)}-${tag}.yaml`,
    })),
    ...(languages[home] === undefined
      ? []
      : [
          {
            ...{
              file: `${folder.course}/languages/${languages[home]}`,
              line: 1,
              rule: 'unknown-language' as const,
            },
            message: `the files of the course are in this language, that of ${home}: take the folder out`,
          },
        ]),
  ];
}

/** `af` of `af-ZA`. */
export function baseOf(language: string): string {
  return language.split('-')[0] ?? '';
}

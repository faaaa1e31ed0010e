import { join, resolve } from 'node:path';
import { buildPages, type CompiledPages, type PagesSpoken } from '../authoring/build-pages.ts';
import type { CourseSource, MapFile } from '../authoring/course-source.ts';
import { UnsafeCourse } from '../authoring/findings.ts';
import { countryFile } from '../authoring/read-countries.ts';
import { readCourse, readCourseMap } from '../authoring/read-course.ts';
import { readWords, siteWordsOf } from '../authoring/read-words.ts';
import type { Reading } from '../authoring/source-file.ts';
import { readBrand } from '../brand/brand.ts';
import type { CourseFolder } from '../brand/course-folder.ts';
import { tokensCss } from '../brand/css.ts';
import { readTokens } from '../brand/tokens.ts';
import type { SiteWords } from '../ports/site-words.ts';
import { drawnPictures } from './drawn-pictures.ts';

export interface CourseOnSite extends CompiledPages {
  words: SiteWords;
  /** The same in each translation, by the name of its folder. */
  languages: Readonly<Record<string, SiteWords>>;
}

/** The pages of a course, compiled, with what their code says. Throws as `buildPages` does. */
export async function compilePages(folder: CourseFolder, reading?: Reading): Promise<CourseOnSite> {
  const { root, brand, look, consent, planConsent } = folder;
  const tokens = readTokens(resolve(root, look));
  const map = readCourseMap(folder, reading);
  if (map.kind === 'broken') throw new UnsafeCourse(map.findings);
  const words = readWords(folder, reading);
  if (words.kind === 'broken') throw new UnsafeCourse(words.findings);
  const spoken = translationsOf(folder, map.source, reading);
  const language = languageAtHome(map.source);
  const { ground, calm } = tokens.colours.light;
  const pages = await buildPages(
    join(root, 'templates/pages'),
    {
      ...{ words: words.source.pages, language, coach: readBrand(resolve(root, brand)).coach },
      ...{ css: tokensCss(tokens), ground, calm, pictures: drawnPictures(folder) },
      countries: map.source.countries,
      translations: Object.fromEntries([...spoken].map(([tag, course]) => [tag, pagesSpoken(course)])),
    },
    { signUp: resolve(root, consent), plan: resolve(root, planConsent) },
  );
  const languages = [...spoken].map(([tag, course]): [string, SiteWords] => [
    tag,
    siteWordsOf(course.words, languageAtHome(course.map)),
  ]);
  return {
    ...pages,
    words: siteWordsOf(words.source, language),
    languages: Object.fromEntries(languages),
  };
}

/** A translation is held against the whole course, so that a course in one language is not read for it. */
function translationsOf(
  folder: CourseFolder,
  { map }: MapFile,
  reading?: Reading,
): ReadonlyMap<string, CourseSource> {
  if (Object.keys(map.countries.languages).length === 0) return new Map();
  const read = readCourse(folder, reading);
  if (read.kind === 'broken') throw new UnsafeCourse(read.findings);
  return read.course.languages;
}

function pagesSpoken({ countries, words, map, consents }: CourseSource): PagesSpoken {
  const [signUp, plan] = consents;
  return {
    ...{ countries, words: words.pages, language: languageAtHome(map) },
    consents: { signUp: signUp?.data ?? [], plan: plan?.data ?? [] },
  };
}

function languageAtHome({ countries, map }: MapFile): string {
  return countryFile({ countries }, map.countries.home).data.language;
}

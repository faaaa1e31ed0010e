import { join, resolve } from 'node:path';
import { buildPages, type CompiledPages } from '../authoring/build-pages.ts';
import { UnsafeCourse } from '../authoring/findings.ts';
import { countryFile } from '../authoring/read-countries.ts';
import { readCourseMap } from '../authoring/read-course.ts';
import { readWords, siteWordsOf } from '../authoring/read-words.ts';
import { readBrand } from '../brand/brand.ts';
import type { CourseFolder } from '../brand/course-folder.ts';
import { tokensCss } from '../brand/css.ts';
import { readTokens } from '../brand/tokens.ts';
import type { SiteWords } from '../ports/site-words.ts';
import { drawnPictures } from './drawn-pictures.ts';

/** The pages of a course, compiled, with what their code says. Throws as `buildPages` does. */
export async function compilePages(folder: CourseFolder): Promise<CompiledPages & { words: SiteWords }> {
  const { root, brand, look, consent, planConsent } = folder;
  const tokens = readTokens(resolve(root, look));
  const map = readCourseMap(folder);
  if (map.kind === 'broken') throw new UnsafeCourse(map.findings);
  const { countries } = map.source;
  const { language } = countryFile(map.source, map.source.map.countries.home).data;
  const words = readWords(folder);
  if (words.kind === 'broken') throw new UnsafeCourse(words.findings);
  const { ground, calm } = tokens.colours.light;
  const pages = await buildPages(
    join(root, 'templates/pages'),
    {
      ...{ countries, words: words.source.pages, language, coach: readBrand(resolve(root, brand)).coach },
      ...{ css: tokensCss(tokens), ground, calm, pictures: drawnPictures(folder) },
    },
    { signUp: resolve(root, consent), plan: resolve(root, planConsent) },
  );
  return { ...pages, words: siteWordsOf(words.source, language) };
}

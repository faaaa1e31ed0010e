import { join, resolve } from 'node:path';
import { buildPages, type CompiledPages } from '../authoring/build-pages.ts';
import { UnsafeCourse } from '../authoring/findings.ts';
import { readCourseMap } from '../authoring/read-course.ts';
import { readYaml } from '../authoring/source-file.ts';
import { pageWords } from '../authoring/word-schemas.ts';
import { readBrand } from '../brand/brand.ts';
import { type CourseFolder, pathIn } from '../brand/course-folder.ts';
import { tokensCss } from '../brand/css.ts';
import { readTokens } from '../brand/tokens.ts';
import { drawnPictures } from './drawn-pictures.ts';

/** The pages of a course, compiled. Throws as `buildPages` does. */
export function compilePages(folder: CourseFolder): Promise<CompiledPages> {
  const { root, brand, look, consent, planConsent } = folder;
  const tokens = readTokens(resolve(root, look));
  const map = readCourseMap(folder);
  if (map.kind === 'broken') throw new UnsafeCourse(map.findings);
  const { countries } = map.source;
  const words = readYaml(root, pathIn(folder, 'words/pages.yaml'), pageWords);
  if (words.kind === 'broken') throw new UnsafeCourse(words.findings);
  const { ground, calm } = tokens.colours.light;
  return buildPages(
    join(root, 'templates/pages'),
    {
      ...{ countries, words: words.source, coach: readBrand(resolve(root, brand)).coach },
      ...{ css: tokensCss(tokens), ground, calm, pictures: drawnPictures(folder) },
    },
    { signUp: resolve(root, consent), plan: resolve(root, planConsent) },
  );
}

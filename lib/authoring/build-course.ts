import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildLetters, LETTERS_TYPES } from './build-letters.ts';
import { compileEditions } from './compile-edition.ts';
import { UnsafeCourse } from './findings.ts';
import { readCourse } from './read-course.ts';
import { signOffHashOf } from './sign-off.ts';

/**
 * Builds everything the letters need at run time into `out`: `letters.js` (the compiled templates) and
 * `course/<edition>.json` (what they are filled with). Throws {@link UnsafeCourse} when a file is not fit.
 */
export async function buildCourse(root: string, out: string): Promise<void> {
  const read = readCourse(root);
  if (read.kind === 'broken') throw new UnsafeCourse(read.findings);
  const letters = await buildLetters(root);
  const folder = join(out, 'course');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [key, edition] of compileEditions(read.course, signOffHashOf(read.course))) {
    writeFileSync(join(folder, `${key}.json`), JSON.stringify(edition));
  }
  writeFileSync(join(out, 'letters.js'), letters);
  writeFileSync(join(out, 'letters.d.ts'), LETTERS_TYPES);
}

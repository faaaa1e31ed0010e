import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buildCourse } from '../authoring/build-course.ts';
import type { Finding } from '../authoring/findings.ts';
import { WORDS_TYPES, wordsModule } from '../authoring/read-words.ts';
import { ParsedFiles, type Reading } from '../authoring/source-file.ts';
import { readBrand } from '../brand/brand.ts';
import { stampOf } from '../brand/built-course.ts';
import { type CourseFolder, pathIn } from '../brand/course-folder.ts';
import { pictureColours, readTokens } from '../brand/tokens.ts';
import { type PlannedPictures, planPictures } from '../pictures/build-pictures.ts';
import { compilePages } from './compile-pages.ts';
import { findingsOf, type StepName } from './template-findings.ts';

const BRAND_TYPES = `import type { Brand } from '../lib/brand/brand.ts';\nexport declare const brand: Brand;\n`;

interface Step {
  name: StepName;
  /** Patterns, from the root. */
  inputs: readonly string[];
  run(): unknown;
}

export type Built =
  | { kind: 'built'; steps: readonly StepName[] }
  | { kind: 'broken'; findings: readonly Finding[] };

interface WhichSteps {
  /** These steps; all of them when left out. */
  only?: readonly StepName[];
  /** A step that is done later, by itself: it counts as not done until then. */
  later?: StepName;
}

/**
 * Builds what runs from the files of a course: the one compiler behind `npm run build`, `npm start`, `send-test` and the
 * desk. A step runs only when its inputs changed. What was built before stays when a step finds something to mend.
 */
export async function buildCourseFolder(
  folder: CourseFolder,
  { only, later }: WhichSteps = {},
): Promise<Built> {
  const ran: StepName[] = [];
  for (const step of stepsOf(folder)) {
    if (only !== undefined && !only.includes(step.name)) continue;
    const stamp = stampOf(folder, step.name);
    const hash = hashOf(folder.root, step.inputs);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue;
    if (step.name === later) {
      rmSync(stamp, { force: true });
      continue;
    }
    mkdirSync(folder.built, { recursive: true });
    try {
      await step.run();
    } catch (error) {
      return { kind: 'broken', findings: findingsOf(error, folder, step.name) };
    }
    writeFileSync(stamp, hash);
    ran.push(step.name);
  }
  return { kind: 'built', steps: ran };
}

function stepsOf(folder: CourseFolder): Step[] {
  const { built, look, brand } = folder;
  const drawnFrom = [
    'templates/pictures/year.yaml',
    ...[`${folder.poses}/*.yaml`, look],
    ...['lib/pictures/*.ts', 'lib/brand/*.ts'],
  ];
  // What one step has parsed the next one need not parse again.
  const reading = { parsed: new ParsedFiles() };
  let planned: PlannedPictures | undefined;
  const pictures = (): PlannedPictures => {
    planned ??= picturesOf(folder);
    return planned;
  };
  return [
    { name: 'brand', inputs: [brand, 'lib/brand/*.ts'], run: () => writeBrand(folder) },
    { name: 'pictures', inputs: drawnFrom, run: () => pictures().list() },
    {
      name: 'course',
      inputs: [
        ...[...sourcesOf(folder), 'templates/emails/*', 'templates/components/*', brand, look],
        ...[folder.consent, `${folder.poses}/*`, join(built, 'pictures.json')],
        ...['lib/brand/*.ts', 'lib/authoring/**/*.ts', 'lib/domain/**/*.ts', 'lib/adapters/letters/*.ts'],
      ],
      run: () => buildCourse(folder, reading),
    },
    {
      name: 'pages',
      inputs: [...pageInputsOf(folder), join(built, 'pictures.json')],
      run: () => writePages(folder, reading),
    },
    // Last: it takes longer than all others, and no lesson or page waits for it.
    { name: 'drawings', inputs: drawnFrom, run: () => pictures().draw() },
  ];
}

const picturesOf = ({ root, poses, look, built }: CourseFolder): PlannedPictures =>
  planPictures({
    poses: resolve(root, poses),
    year: join(root, 'templates/pictures/year.yaml'),
    colours: pictureColours(readTokens(resolve(root, look))),
    code: hashOf(root, ['lib/pictures/*.ts']),
    out: built,
  });

/** What pages are made of, beside the pictures. */
function pageInputsOf(folder: CourseFolder): readonly string[] {
  const { course, consent, planConsent, look, brand } = folder;
  return [
    ...[`${pathIn(folder, 'countries')}/*.yaml`, `${course}/course.yaml`],
    ...['templates/course', course].map((one) => `${one}/words/*.yaml`),
    ...[`${course}/languages/**/*`, 'templates/pages/**/*', consent, planConsent, look, brand],
    ...['lib/brand/*.ts', 'lib/pictures/*.ts', 'lib/domain/spoken.ts'],
    ...['build-pages', 'page-templates', 'precompile', '*-words', 'word-schemas', 'read-countries'].map(
      (name) => `lib/authoring/${name}.ts`,
    ),
    'lib/authoring/languages/*.ts',
  ];
}

/** The coach's files, and those that she takes from ours. */
function sourcesOf({ course }: CourseFolder): readonly string[] {
  return ['templates/course/**/*', `${course}/**/*`];
}

async function writeBrand({ root, brand, built }: CourseFolder): Promise<void> {
  const read = readBrand(resolve(root, brand));
  await writeFile(join(built, 'brand.js'), `export const brand = ${JSON.stringify(read)};\n`);
  await writeFile(join(built, 'brand.d.ts'), BRAND_TYPES);
}

async function writePages(folder: CourseFolder, reading: Reading): Promise<void> {
  const { code, types, trainingCode, trainingTypes, assets, words, languages } = await compilePages(
    folder,
    reading,
  );
  const write = (name: string, text: string) => writeFile(join(folder.built, name), text);
  await Promise.all([
    write('pages.js', code),
    write('pages.d.ts', types),
    write('training-pages.js', trainingCode),
    write('training-pages.d.ts', trainingTypes),
    write('assets.json', assets),
    write('words.js', wordsModule(words, languages)),
    write('words.d.ts', WORDS_TYPES),
  ]);
}

function hashOf(root: string, patterns: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync([...patterns], { cwd: root }).toSorted()) {
    if (!/\.[a-z]+$/.test(file)) continue;
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(resolve(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

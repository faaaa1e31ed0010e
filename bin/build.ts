import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { buildCourse } from '../lib/authoring/build-course.ts';
import { buildPages } from '../lib/authoring/build-pages.ts';
import { UnsafeCourse } from '../lib/authoring/findings.ts';
import { readBrand } from '../lib/brand/brand.ts';
import { type CourseFolder, courseFolder, NoCourse } from '../lib/brand/course-folder.ts';
import { tokensCss } from '../lib/brand/css.ts';
import { pictureColours, readTokens } from '../lib/brand/tokens.ts';
import { buildPictures } from '../lib/pictures/build-pictures.ts';

const folder = findCourse();
const { root: ROOT, built: OUT } = folder;

const BRAND_TYPES = `import type { Brand } from '../lib/brand/brand.ts';\nexport declare const brand: Brand;\n`;

/** Everything that is built from the coach's files and the templates, each step run only when its inputs changed. Paths are from the root. */
const STEPS = [
  {
    name: 'brand',
    inputs: [folder.brand, 'lib/brand/*.ts'],
    run: async () => {
      const brand = readBrand(resolve(ROOT, folder.brand));
      await writeFile(join(OUT, 'brand.js'), `export const brand = ${JSON.stringify(brand)};\n`);
      await writeFile(join(OUT, 'brand.d.ts'), BRAND_TYPES);
    },
  },
  {
    name: 'pictures',
    inputs: [
      'templates/pictures/year.yaml',
      `${folder.poses}/*.yaml`,
      folder.look,
      'lib/pictures/*.ts',
      'lib/brand/*.ts',
    ],
    run: () =>
      buildPictures({
        poses: resolve(ROOT, folder.poses),
        year: join(ROOT, 'templates/pictures/year.yaml'),
        colours: pictureColours(readLook()),
        out: OUT,
      }),
  },
  {
    name: 'course',
    inputs: [
      `${folder.course}/**/*`,
      'templates/emails/*',
      'templates/components/*',
      folder.brand,
      folder.look,
      'lib/brand/*.ts',
      folder.consent,
      `${folder.poses}/*`,
      join(OUT, 'pictures.json'),
      'lib/authoring/**/*.ts',
      'lib/domain/**/*.ts',
      'lib/adapters/letters/*.ts',
    ],
    run: () => buildCourse(folder),
  },
  {
    name: 'pages',
    inputs: [
      'templates/pages/**/*',
      folder.consent,
      folder.planConsent,
      join(OUT, 'pictures.json'),
      folder.look,
      'lib/brand/*.ts',
      'lib/pictures/*.ts',
      'lib/authoring/build-pages.ts',
      'lib/authoring/precompile.ts',
    ],
    run: async () => {
      const look = readLook();
      const { ground, calm } = look.colours.light;
      const { code, types, trainingCode, trainingTypes, assets } = await buildPages(
        join(ROOT, 'templates/pages'),
        {
          css: tokensCss(look),
          ground,
          calm,
          pictures: drawnPictures(),
        },
        { signUp: resolve(ROOT, folder.consent), plan: resolve(ROOT, folder.planConsent) },
      );
      await Promise.all([
        writeFile(join(OUT, 'pages.js'), code),
        writeFile(join(OUT, 'pages.d.ts'), types),
        writeFile(join(OUT, 'training-pages.js'), trainingCode),
        writeFile(join(OUT, 'training-pages.d.ts'), trainingTypes),
        writeFile(join(OUT, 'assets.json'), assets),
      ]);
    },
  },
];

for (const step of STEPS) {
  const stamp = join(OUT, `${step.name}.stamp`);
  const hash = hashOf(step.inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) continue;
  mkdirSync(OUT, { recursive: true });
  try {
    await step.run();
  } catch (error) {
    console.error(error instanceof UnsafeCourse ? error.message : `the ${step.name}: ${wholeMessage(error)}`);
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}

function findCourse(): CourseFolder {
  try {
    return courseFolder();
  } catch (error) {
    if (!(error instanceof NoCourse)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function readLook() {
  return readTokens(resolve(ROOT, folder.look));
}

/** The PNG of each picture, by its name; the step before wrote both lists. */
function drawnPictures(): ReadonlyMap<string, string> {
  const manifest = z.record(z.string(), z.object({ png: z.string() }));
  return new Map(
    ['pictures.json', 'brand-pictures.json'].flatMap((file) =>
      Object.entries(manifest.parse(JSON.parse(readFileSync(join(OUT, file), 'utf8')))).map(
        ([name, { png }]): [string, string] => [`${name}.png`, png],
      ),
    ),
  );
}

/** What is wrong, with what caused it, in one line: a slip in a template is for whoever wrote it, and a stack tells her nothing. */
function wholeMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.replaceAll(/\s+/g, ' ').trim();
  return error.cause === undefined ? message : `${message}: ${wholeMessage(error.cause)}`;
}

function hashOf(patterns: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync([...patterns], { cwd: ROOT }).toSorted()) {
    if (!/\.[a-z]+$/.test(file)) continue;
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(resolve(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

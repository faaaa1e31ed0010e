import { execFileSync, type StdioOptions } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { deployedStack, outputsOf } from '../lib/adapters/aws/stack-outputs.ts';
import { editionKey } from '../lib/adapters/letters/edition.ts';
import { printFinding } from '../lib/authoring/findings.ts';
import { numbersToRing } from '../lib/authoring/numbers-to-ring.ts';
import { readCourse } from '../lib/authoring/read-course.ts';
import { unsignedParts } from '../lib/authoring/signatures.ts';
import { buildFirst, isBuilt, useBuiltCourse } from '../lib/brand/built-course.ts';
import { type CourseFolder, courseFolder, NoCourse } from '../lib/brand/course-folder.ts';
import { checkBeforeDeploy } from '../lib/infrastructure/before-deploy.ts';
import { bundleFunctions } from '../lib/infrastructure/bundling.ts';
import { CourseApp } from '../lib/infrastructure/course-app.ts';
import { WrongSettings } from '../lib/infrastructure/settings.ts';

/**
 * What `npx cdk` runs, after `npm run build` (see cdk.json): one deployment, `live` unless another is named:
 * `npx cdk deploy -c deployment=test`.
 */

const folder = findCourse();
const BUNDLES = join(folder.built, 'functions');
const PICTURES = join(folder.built, 'pictures');
useBuiltCourse(folder);
const { live } = await import('./settings/live.ts');
const { test } = await import('./settings/test.ts');
const { courseMap } = await import('../.build/course-map.js');

/** Every edition carries the hash of what is signed, the same in each. */
const edition = z.object({ signOffHash: z.string() });

const packageFile = z.object({ version: z.string() });

try {
  const asked = asksOfSettings();
  await bundleFunctions(BUNDLES, folder.built);
  const app = makeApp(asked);
  // The CDK names an account only where there are credentials: whoever has none looks at what would be built.
  if (process.env['CDK_DEFAULT_ACCOUNT'] !== undefined) await check(app);
} catch (error) {
  if (!(error instanceof WrongSettings)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

function makeApp(asked: ReturnType<typeof asksOfSettings>): CourseApp {
  return new CourseApp({
    deployments: [live, test],
    byDefault: live.deployment,
    courseHash: edition.parse(
      JSON.parse(
        readFileSync(
          join(folder.built, 'course', `${editionKey(courseMap.countries.home, true)}.json`),
          'utf8',
        ),
      ),
    ).signOffHash,
    ...asked,
    bundles: BUNDLES,
    release: releaseOf(packageFile.parse(JSON.parse(readFileSync('package.json', 'utf8'))).version),
    ...(existsSync(PICTURES) ? { pictures: PICTURES } : {}),
  });
}

async function check(app: CourseApp): Promise<void> {
  await checkBeforeDeploy({
    settings: app.settings,
    accepted: app.accepted(),
    outputsOf: async (name, region) => {
      const stack = await deployedStack(name, region);
      return stack === null ? null : outputsOf(stack);
    },
    warn: (line) => process.stderr.write(`${line}\n`),
  });
}

function findCourse(): CourseFolder {
  try {
    const folder = courseFolder();
    if (isBuilt(folder)) return folder;
    throw new NoCourse(buildFirst(folder));
  } catch (error) {
    if (!(error instanceof NoCourse)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** The version, and the commit where this is a checkout. */
function releaseOf(version: string): string {
  try {
    const stdio: StdioOptions = ['ignore', 'pipe', 'ignore'];
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio });
    return `${version} (${commit.trim()})`;
  } catch {
    return version;
  }
}

/**
 * What the course asks of the settings.
 * @throws WrongSettings where its files read no more since they were built: nobody could say what of them is signed.
 */
function asksOfSettings() {
  const read = readCourse(folder);
  if (read.kind === 'broken')
    throw new WrongSettings(
      `the course in ${folder.course} was changed since it was built, and does not read:\n${read.findings.map(printFinding).join('\n')}`,
    );
  const { stops, notOffered } = unsignedParts(read.course);
  for (const line of notOffered)
    process.stderr.write(`warning: ${line}; the forms of a reviewed course leave it out\n`);
  const notRung = numbersToRing(read.course, new Date());
  return {
    unsigned: stops,
    notRung: notRung.map(({ file, line, message }) => `${file}:${line} ${message}`),
  };
}

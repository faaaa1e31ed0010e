import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';

/** Where the files of one course stand, and where it is built to. Paths are from `root` where they lie in it, else whole. */
export interface CourseFolder {
  /** The checkout: the mails, pages and drawings that courses share. */
  root: string;
  /** The coach's files. Findings name a file by this and its name in there. */
  course: string;
  /** Who the course is: `brand.yaml`. */
  brand: string;
  /** How it looks: `tokens.yaml`. */
  look: string;
  /** What a reader agrees to when she signs up, and when she writes down her days and numbers first. */
  consent: string;
  planConsent: string;
  /** The folder of the drawings' poses. */
  poses: string;
  /** What the build writes: a whole path. */
  built: string;
  /** Where `npm start` and the commands keep data, unless `DATA_DIR` says. */
  data: string;
}

/** `COURSE` names no course. The message is one line, with the mend. */
export class NoCourse extends Error {
  override name = 'NoCourse';
}

const ROOT = join(import.meta.dirname, '../..');
const OURS = 'templates/course';

/**
 * The course that the variable `COURSE` names, by a path from where the command runs; without it, `templates/course`.
 * A file of the brand stands in the course's own folder, or else the one of this checkout is taken.
 * @throws NoCourse where there is none.
 */
export function courseFolder(
  { COURSE }: Readonly<Record<string, string | undefined>> = process.env,
  root = ROOT,
): CourseFolder {
  if (!COURSE) return ownCourse(root);
  const whole = resolve(COURSE);
  holdsCourse(whole, COURSE);
  const inside = relative(root, whole);
  const course = inside.startsWith('..') || resolve(inside) === inside ? whole : inside;
  return folderAt(root, course.split(sep).join('/'));
}

/**
 * A file of the course, or a folder in it. What a coach has not written is taken from the course of this checkout: her
 * own begins with what differs.
 */
export function pathIn({ root, course }: CourseFolder, name: string): string {
  return course === OURS || existsSync(resolve(root, course, name)) ? `${course}/${name}` : `${OURS}/${name}`;
}

/** The course that stands in a checkout itself. */
export function ownCourse(root = ROOT): CourseFolder {
  return folderAt(root, OURS);
}

function folderAt(root: string, course: string): CourseFolder {
  const key = course === OURS ? null : keyOf(resolve(root, course));
  const file = (own: string, shared: string) =>
    existsSync(resolve(root, course, own)) ? `${course}/${own}` : shared;
  return {
    root,
    course,
    brand: file('brand.yaml', 'templates/brand/brand.yaml'),
    look: file('tokens.yaml', 'templates/brand/tokens.yaml'),
    consent: file('consent.yaml', 'templates/pages/consent.yaml'),
    planConsent: file('plan-consent.yaml', 'templates/pages/training/consent.yaml'),
    poses: file('poses', 'templates/pictures/poses'),
    built: key === null ? join(root, '.build') : join(root, '.build/courses', key),
    data: key === null ? '.local' : `.local-${key}`,
  };
}

/** Two courses of one name in two places are two. */
function keyOf(whole: string): string {
  const name = basename(whole).replaceAll(/[^A-Za-z0-9-]/g, '-');
  return `${name}-${createHash('sha256').update(whole).digest('hex').slice(0, 8)}`;
}

function holdsCourse(whole: string, named: string): void {
  if (!existsSync(whole))
    throw new NoCourse(
      `COURSE names ${named}, and there is no such folder (looked in ${whole}): mend the path`,
    );
  if (!statSync(whole).isDirectory())
    throw new NoCourse(`COURSE names ${named}, which is a file: name the folder that course.yaml stands in`);
  if (existsSync(join(whole, 'course.yaml'))) return;
  const within = readdirSync(whole).find((name) => existsSync(join(whole, name, 'course.yaml')));
  throw new NoCourse(
    `COURSE names ${named}, which holds no course.yaml: ${
      within === undefined
        ? 'name the folder that it stands in (docs/your-own-course.md begins one)'
        : `did you mean ${join(named, within)}?`
    }`,
  );
}

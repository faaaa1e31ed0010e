import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import type { CourseFolder } from './course-folder.ts';

const BUILT = /\/\.build\/([a-z-]+\.js)$/;

/**
 * From here on, what is imported from `.build/` comes from where this course was built: so that courses lie side by
 * side, and one is never mistaken for another. Call it before anything of the course is imported.
 */
export function useBuiltCourse({ root, built }: CourseFolder): void {
  const ours = join(root, '.build');
  if (built === ours) return;
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier.replace(BUILT, `/.build${built.slice(ours.length)}/$1`), context),
  });
}

export function isBuilt({ built }: CourseFolder): boolean {
  return existsSync(join(built, 'pages.js'));
}

/** The file that says from which inputs a step of the build was done. */
export const stampOf = ({ built }: Pick<CourseFolder, 'built'>, step: string): string =>
  join(built, `${step}.stamp`);

/** Whether its PNGs and films are there: `npm start` draws them while the course already runs. */
export const isDrawn = (folder: Pick<CourseFolder, 'built'>): boolean =>
  existsSync(stampOf(folder, 'drawings'));

/** What to do about a course that was not built, in one line. */
export function buildFirst({ course, root, built }: CourseFolder): string {
  const named = built === join(root, '.build') ? '' : `COURSE=${course} `;
  return `the course in ${course} is not built: ${named}npm run build`;
}

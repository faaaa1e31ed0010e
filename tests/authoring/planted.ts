import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCourse } from '../../lib/authoring/check-course.ts';
import { type Finding, printFinding } from '../../lib/authoring/findings.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';

export const ROOT = join(import.meta.dirname, '../..');
export const COURSE = 'templates/course';

/** One change of one file of the course. */
export type Edit = readonly [file: string, from: string | RegExp, to: string];

/** What the check finds in a copy of the course with those changes, one printed line each. */
export function findingsWith(edits: readonly Edit[]): string[] {
  return inCopy((root) => {
    for (const [file, from, to] of edits) {
      const path = join(root, COURSE, file);
      const before = readFileSync(path, 'utf8');
      const after = before.replace(from, to);
      if (before === after) throw new Error(`${file} does not say ${from}`);
      writeFileSync(path, after);
    }
    return findingsIn(root).map(printFinding);
  });
}

/** Does something with a copy of the course's files, and takes the copy away. */
export function inCopy<T>(use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'course-'));
  try {
    cpSync(join(ROOT, 'templates'), join(root, 'templates'), { recursive: true });
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

export function findingsIn(root: string): readonly Finding[] {
  const read = readCourse(ownCourse(root));
  return read.kind === 'read' ? checkCourse(read.course) : read.findings;
}

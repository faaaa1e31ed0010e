import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCourse } from '../../lib/authoring/check-course.ts';
import type { CourseSource } from '../../lib/authoring/course-source.ts';
import { type Finding, printFinding } from '../../lib/authoring/findings.ts';
import { readCourse } from '../../lib/authoring/read-course.ts';
import { ParsedFiles } from '../../lib/authoring/source-file.ts';
import { ownCourse } from '../../lib/brand/course-folder.ts';

export const ROOT = join(import.meta.dirname, '../..');
export const COURSE = 'templates/course';

/** One change of one file of the course. */
export type Edit = readonly [file: string, from: string | RegExp, to: string];

/** What was parsed before, as at the coach's desk: a course of which one file is changed is read in a moment. */
const parsed = new ParsedFiles();

/** What the check finds in the course with those changes, one printed line each. */
export function findingsWith(edits: readonly Edit[]): string[] {
  const edited = new Map<string, string>();
  for (const [name, from, to] of edits) {
    const file = join(COURSE, name);
    const before = edited.get(file) ?? readFileSync(join(ROOT, file), 'utf8');
    const after = before.replace(from, to);
    if (before === after) throw new Error(`${name} does not say ${from}`);
    edited.set(file, after);
  }
  return findingsIn(ROOT, edited).map(printFinding);
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

export function findingsIn(
  root: string,
  edited: ReadonlyMap<string, string> = new Map(),
): readonly Finding[] {
  const read = readCourse(ownCourse(root), { edited, parsed });
  return read.kind === 'read' ? checkCourse(read.course) : read.findings;
}

/** Our course as its files say it, for a test to change: they are read once, and each asks for a copy of its own. */
export function courseToChange(): CourseSource {
  const read = readCourse(ownCourse(ROOT), { parsed });
  if (read.kind === 'broken') throw new Error('the course does not read');
  return copyOf(read.course);
}

function copyOf<T>(value: T): T;
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => copyOf(one));
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [key, copyOf(inner)]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
}

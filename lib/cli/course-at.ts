import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { type CourseFolder, courseFolder } from '../brand/course-folder.ts';
import { CommandFailure } from './terminal.ts';

/** Larger than any course with its drawings. */
const MOST_BYTES = 256 * 1024 * 1024;

/** A course as it was, for as long as it is looked at. */
export interface CourseAt extends Disposable {
  folder: CourseFolder;
}

/**
 * The course of a folder, or of `folder` as a git ref holds it, laid beside for as long as it is needed.
 * @throws CommandFailure where there is neither.
 */
export function courseAt(folder: CourseFolder, against: string): CourseAt {
  if (existsSync(join(against, 'course.yaml')))
    return { folder: courseFolder({ COURSE: against }), [Symbol.dispose]: () => {} };
  const whole = resolve(folder.root, folder.course);
  const into = mkdtempSync(join(tmpdir(), 'course-before-'));
  const remove = () => rmSync(into, { recursive: true, force: true });
  try {
    const top = git(whole, 'rev-parse', '--show-toplevel').toString('utf8').trim();
    const path = relative(top, whole) || '.';
    const files = git(top, 'archive', '--format=tar', against, path);
    execFileSync('tar', ['-x', '-C', into], { input: files });
    return { folder: courseFolder({ COURSE: join(into, path) }), [Symbol.dispose]: remove };
  } catch (error) {
    remove();
    throw new CommandFailure(
      `--against: ${against} is no folder with a course.yaml, and no git ref that has ${folder.course}`,
      { cause: error },
    );
  }
}

function git(cwd: string, ...args: readonly string[]): Buffer {
  return execFileSync('git', args, { cwd, maxBuffer: MOST_BYTES, stdio: ['ignore', 'pipe', 'ignore'] });
}

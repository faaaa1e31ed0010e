import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { parseTip } from '../authoring/tip-file.ts';
import type { CourseFolder } from '../brand/course-folder.ts';
import { readText } from './files.ts';

/** What differs from the last commit in one file, in words. */
export interface FileChange {
  file: string;
  changes: readonly { where: string; before: string | null; after: string | null }[];
}

const run = promisify(execFile);

/** The coach's files that differ from the last commit; null where the folder is under no git. */
export async function changesSinceGit(folder: CourseFolder): Promise<readonly FileChange[] | null> {
  const cwd = resolve(folder.root, folder.course);
  const git = async (...args: string[]) =>
    (await run('git', args, { cwd, maxBuffer: 64 * 1024 * 1024 })).stdout;
  try {
    const changed = await git('diff', '--name-only', '--relative', '-z', 'HEAD', '--', '.');
    const fresh = await git('ls-files', '--others', '--exclude-standard', '-z', '--', '.');
    const names = [...new Set(`${changed}${fresh}`.split('\0'))].filter((name) => name !== '');
    return await Promise.all(
      names.map(async (name) => {
        const file = `${folder.course}/${name}`;
        const before = await git('show', `HEAD:./${name}`).catch(() => '');
        const read = readText(folder.root, file);
        return { file, changes: differences(file, before, read.kind === 'text' ? read.text : '') };
      }),
    );
  } catch {
    return null;
  }
}

function differences(file: string, before: string, after: string): FileChange['changes'] {
  const [old, fresh] = [valuesIn(file, before), valuesIn(file, after)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((where) => ({ where, before: old.get(where) ?? null, after: fresh.get(where) ?? null }))
    .filter((one) => one.before !== one.after);
}

/** Each value of a file by its place in words; the whole text where it does not read. */
function valuesIn(file: string, text: string): Map<string, string> {
  if (text === '') return new Map();
  if (file.endsWith('.md')) {
    const read = parseTip(text, file);
    if (read.kind === 'broken') return new Map([['the file', text]]);
    return new Map(
      read.tip.variants.flatMap(({ title, body, noBaby }, index): [string, string][] => [
        [`wording ${index + 1}, title`, title],
        [`wording ${index + 1}`, body],
        ...(noBaby === null
          ? []
          : [[`wording ${index + 1} without baby mentions`, noBaby] satisfies [string, string]]),
      ]),
    );
  }
  try {
    return new Map(flat(parse(text), []));
  } catch {
    return new Map([['the file', text]]);
  }
}

function flat(value: unknown, path: readonly string[]): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path.join(', '), `${value}`]];
  return Object.entries(value).flatMap(([key, one]) =>
    flat(one, [...path, Array.isArray(value) ? `${Number(key) + 1}` : key]),
  );
}

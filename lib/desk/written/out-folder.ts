import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

/** Every file of a written course, by its path in the folder. */
export type WrittenFiles = ReadonlyMap<string, string | Uint8Array>;

/** Lists what was written, so that the next time nothing else is touched. */
const LIST = 'written-by-course-preview.json';
const list = z.array(z.string());

/** Why a folder is not written into, with the mend; null where it may be. */
export function refusalOf(folder: string): string | null {
  if (!existsSync(folder)) return null;
  if (!statSync(folder).isDirectory()) return `${folder} is a file: name a folder`;
  if (readdirSync(folder).length === 0 || writtenIn(folder) !== null) return null;
  return `${folder} holds files that course preview did not write, and it overwrites nobody's: name an empty folder or one that there is not yet`;
}

/**
 * Writes all files, in place of those of the last time. Anything else in the folder stays. The list of both is written
 * first: after a kill at any moment the folder is still known as one of ours.
 */
export function writeFolder(folder: string, files: WrittenFiles): void {
  const before = writtenIn(folder) ?? [];
  mkdirSync(folder, { recursive: true });
  const names = [...files.keys()];
  saveList(folder, [...new Set([...before, ...names])]);
  for (const name of before.filter((one) => !files.has(one))) rmSync(join(folder, name), { force: true });
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  saveList(folder, names);
}

function saveList(folder: string, names: readonly string[]): void {
  writeFileSync(join(folder, LIST), `${JSON.stringify(names, null, 1)}\n`);
}

/** What was written into the folder the last time; null where it is none of ours. Only names that stay inside it count. */
function writtenIn(folder: string): string[] | null {
  try {
    const read = list.safeParse(JSON.parse(readFileSync(join(folder, LIST), 'utf8')));
    if (!read.success) return null;
    return read.data.filter((name) => /^(?:[\w.-]+\/)?[\w-][\w.-]*$/.test(name) && !name.startsWith('..'));
  } catch {
    return null;
  }
}
